"""The variables that change what a program executes, which no file of a repository may set."""

from __future__ import annotations

TABLE = {
    "where programs, libraries and settings are looked for": (
        "PATH PATHEXT COMSPEC SHELL HOME USERPROFILE APPDATA LOCALAPPDATA XDG_CONFIG_HOME XDG_CONFIG_DIRS "
        "XDG_DATA_HOME XDG_DATA_DIRS LD_* DYLD_* GCONV_PATH GETCONF_DIR GLIBC_TUNABLES LOCPATH"
    ),
    "what shells run": (
        "BASH_ENV ENV IFS PROMPT_COMMAND PS0 PS1 PS2 PS4 SHELLOPTS BASHOPTS BASH_FUNC_* CDPATH ZDOTDIR FPATH "
        "FISH_FUNCTION_PATH FISH_USER_PATHS PSMODULEPATH"
    ),
    "what Python runs": "PYTHON* VIRTUAL_ENV PIP_* UV_PYTHON* UV_CONFIG_FILE UV_INDEX_URL UV_DEFAULT_INDEX PYTEST_*",
    "what Node.js runs": (
        "NODE_OPTIONS NODE_PATH NODE_REPL_EXTERNAL_MODULE NPM_CONFIG_* YARN_RC_FILENAME YARN_YARN_PATH "
        "YARN_PLUGINS ELECTRON_RUN_AS_NODE BUN_OPTIONS"
    ),
    "what Perl, Ruby, PHP, Lua, R, Tcl and Julia run": (
        "PERL5* PERLLIB RUBYOPT RUBYLIB RUBYSHELL GEM_HOME GEM_PATH BUNDLE_GEMFILE BUNDLE_PATH BUNDLE_BIN "
        "BUNDLE_CONFIG PHPRC PHP_INI_SCAN_DIR LUA_PATH* LUA_CPATH* LUA_INIT* R_PROFILE* R_ENVIRON* R_LIBS* "
        "TCLLIBPATH JULIA_LOAD_PATH JULIA_DEPOT_PATH JULIA_PROJECT"
    ),
    "what Java, .NET and Erlang run": (
        "CLASSPATH JAVA_HOME JAVA_OPTS JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS MAVEN_OPTS MAVEN_ARGS "
        "MAVEN_HOME GRADLE_OPTS GRADLE_HOME GRADLE_USER_HOME DOTNET_STARTUP_HOOKS DOTNET_ADDITIONAL_DEPS "
        "DOTNET_SHARED_STORE DOTNET_ROOT* CORECLR_* COR_PROFILER* COR_ENABLE_PROFILING ERL_FLAGS ERL_AFLAGS "
        "ERL_ZFLAGS ERL_LIBS"
    ),
    "what compilers and build tools run": (
        "CC CXX CPP LD AR AS MAKE MAKEFLAGS GNUMAKEFLAGS MAKEFILES CMAKE_TOOLCHAIN_FILE CMAKE_*_LAUNCHER "
        "COMPILER_PATH CONFIG_SITE PKG_CONFIG PKG_CONFIG_PATH GCC_EXEC_PREFIX CGO_* GOFLAGS GOPATH GOROOT GOENV "
        "GOPROXY GOTOOLCHAIN RUSTC RUSTC_* RUSTDOC RUSTFLAGS RUSTUP_HOME RUSTUP_TOOLCHAIN CARGO CARGO_HOME "
        "CARGO_BUILD_* CARGO_TARGET_* CARGO_ALIAS_*"
    ),
    "what Git and other tools for versions and copies run": (
        "GIT_* SSH_ASKPASS SSH_ASKPASS_REQUIRE SUDO_ASKPASS HGRCPATH HGEDITOR HG SVN_SSH CVS_RSH RSYNC_RSH "
        "RSYNC_CONNECT_PROG TAR_OPTIONS ZIPOPT"
    ),
    "which program shows or edits a text": (
        "EDITOR VISUAL FCEDIT *_EDITOR PAGER MANPAGER *_PAGER BROWSER *_BROWSER LESS LESSOPEN LESSCLOSE LESSKEY* "
        "VIMINIT EXINIT GVIMINIT VIMRUNTIME MYVIMRC EMACSLOADPATH INPUTRC SCREENRC PSQLRC"
    ),
    "which settings a tool reads that name programs": (
        "AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE KUBECONFIG DOCKER_CONFIG DOCKER_HOST CLOUDSDK_PYTHON* "
        "CLOUDSDK_CONFIG GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES TF_CLI_CONFIG_FILE TF_CLI_ARGS* TF_PLUGIN_* "
        "TERRAFORM_CONFIG ANSIBLE_* OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES GNUPGHOME WGETRC CURL_HOME "
        "NIX_PATH NIX_CONFIG PASSWORD_STORE_ENABLE_EXTENSIONS PASSWORD_STORE_EXTENSIONS_DIR DIRENV_CONFIG "
        "GTK_MODULES GTK_PATH GIO_EXTRA_MODULES QT_PLUGIN_PATH FZF_DEFAULT_* RIPGREP_CONFIG_PATH GH_CONFIG_DIR "
        "AWKPATH AWKLIBPATH CLAUDE_CONFIG_DIR CODEX_HOME"
    ),
    "what these programs take from their user": "BUS_*",
}
"""What the variables change, and their patterns: upper case, `*` for any characters at one place."""


def changes(variable: str) -> str:
    """Say what a variable changes; empty for one that changes nothing of what is executed.

    Upper and lower case are one: some programs read both (`npm_config_script_shell`), and Windows knows no difference.
    """
    spelled = variable.upper()
    return next((what for what, patterns in TABLE.items() if any(_fits(spelled, p) for p in patterns.split())), "")


def _fits(variable: str, pattern: str) -> bool:
    before, star, behind = pattern.partition("*")
    if not star:
        return variable == pattern
    return len(variable) >= len(before + behind) and variable.startswith(before) and variable.endswith(behind)
