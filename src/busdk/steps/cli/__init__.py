"""The commands that `bus run` and `bus dev` share; `table.commands` lists them."""
