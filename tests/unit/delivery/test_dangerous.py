"""Variables that change what a program executes are known, and credentials are not taken for them."""

from __future__ import annotations

import pytest

from busdk.delivery.dangerous import TABLE, changes
from busdk.delivery.naming import is_variable

CONTRACT = (
    "PATH LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT DYLD_INSERT_LIBRARIES BASH_ENV ENV IFS PROMPT_COMMAND PYTHONPATH "
    "PYTHONSTARTUP PYTHONHOME NODE_OPTIONS PERL5LIB PERL5OPT RUBYOPT GIT_SSH_COMMAND GIT_CONFIG_COUNT GIT_DIR "
    "SSH_ASKPASS EDITOR"
)
OTHERS = (
    "npm_config_script_shell NPM_CONFIG_NODE_OPTIONS Path ComSpec ld_preload fish_function_path VISUAL GH_EDITOR "
    "AWS_PAGER MANPAGER LESSOPEN JAVA_TOOL_OPTIONS _JAVA_OPTIONS DOTNET_STARTUP_HOOKS RUSTC_WRAPPER MAKEFLAGS "
    "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER CMAKE_C_COMPILER_LAUNCHER BUS_SECRETS_IDENTITY_FILE "
    "BUS_PREFERENCES_PATH BASH_FUNC_ls%% KUBECONFIG PYTEST_ADDOPTS HOME XDG_CONFIG_HOME ZDOTDIR GOFLAGS CC LESS "
    "TAR_OPTIONS CONFIG_SITE FZF_DEFAULT_OPTS RIPGREP_CONFIG_PATH"
)
CREDENTIALS = (
    "OPENAI_API_KEY ANTHROPIC_API_KEY GITHUB_TOKEN GH_TOKEN GITLAB_TOKEN NPM_TOKEN NODE_AUTH_TOKEN "
    "YARN_NPM_AUTH_TOKEN PYPI_TOKEN TWINE_PASSWORD UV_PUBLISH_TOKEN POETRY_PYPI_TOKEN_PYPI CARGO_REGISTRY_TOKEN "
    "GEM_HOST_API_KEY BUNDLE_GITHUB__COM NUGET_API_KEY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN "
    "AWS_REGION GOOGLE_APPLICATION_CREDENTIALS GOOGLE_API_KEY AZURE_CLIENT_SECRET DATABASE_URL REDIS_URL "
    "MONGODB_URI PGPASSWORD PGHOST MYSQL_PWD DOCKER_PASSWORD DOCKERHUB_TOKEN SLACK_BOT_TOKEN STRIPE_SECRET_KEY "
    "TWILIO_AUTH_TOKEN SENTRY_DSN SENDGRID_API_KEY SECRET_KEY DJANGO_SECRET_KEY DJANGO_SETTINGS_MODULE FLASK_APP "
    "RAILS_MASTER_KEY RAILS_ENV NODE_ENV PORT HOST DEBUG LOG_LEVEL TF_VAR_token VAULT_TOKEN VAULT_ADDR BAO_TOKEN "
    "SSH_PRIVATE_KEY SSH_AUTH_SOCK JWT_SECRET SMTP_PASSWORD LDAP_PASSWORD PERCY_TOKEN RUBY_KEY "
    "GITHUB_APP_PRIVATE_KEY GITEA_TOKEN PATHS MY_PATH XPATH ENVIRONMENT APP_ENV IFSX CCX PHP_KEY JAVA_KEY ARN "
    "CMAKE_LAUNCHER EDITORIAL BUSDK_X"
)


@pytest.mark.parametrize("variable", [*CONTRACT.split(), *OTHERS.split()])
def test_what_changes_what_is_executed(variable: str) -> None:
    """It is told what the variable changes, in upper and lower case."""
    assert changes(variable)
    assert changes(variable.lower()) == changes(variable.upper()) == changes(variable)


@pytest.mark.parametrize("variable", CREDENTIALS.split())
def test_what_changes_nothing(variable: str) -> None:
    """Credentials and settings of a program's own are none of them."""
    assert changes(variable) == ""


def test_the_table_is_well_made() -> None:
    """Each pattern is a variable in upper case with at most one star, and stands once; no one covers another."""
    patterns = [pattern for line in TABLE.values() for pattern in line.split()]
    assert len(patterns) == len(set(patterns))
    for pattern in patterns:
        assert pattern.count("*") <= 1
        assert is_variable(pattern.replace("*", "X"))
        assert pattern == pattern.upper()
    exact = [pattern for pattern in patterns if "*" not in pattern]
    prefixes = tuple(pattern[:-1] for pattern in patterns if pattern.endswith("*"))
    suffixes = tuple(pattern[1:] for pattern in patterns if pattern.startswith("*"))
    assert [pattern for pattern in exact if pattern.startswith(prefixes) or pattern.endswith(suffixes)] == []
