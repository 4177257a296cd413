"""The command line. Everything heavy is imported by the command that needs it: `--help` answers at once."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

_ABOUT = "The admin panel of the Tabys CRM in Telegram."
_WRONG_SETTINGS, _FAILED = 2, 1
_DEMO_PORT = 8080
_LARGEST_PORT = 65_535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status: 0 done, 1 failed, 2 wrong settings."""
    asked = _parser().parse_args(arguments)
    command: int = asked.command(asked)
    return command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tabys-bot", description=_ABOUT)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="serve Telegram until stopped (settings: environment or .env)")
    run.set_defaults(command=_run)
    demo = commands.add_parser("demo", help="serve a local web chat over made-up data; needs no settings")
    demo.add_argument("--port", type=_port, default=_DEMO_PORT, help=f"default {_DEMO_PORT}; 0 takes a free one")
    demo.set_defaults(command=_demo)
    health = commands.add_parser("health", help="tell whether the running bot is of use; status 0 if it is")
    health.set_defaults(command=_health)
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"must be between 0 and {_LARGEST_PORT}")
    return port


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201  a command line answers on the terminal


def _run(_: argparse.Namespace) -> int:
    from tabys_bot.adapters.telegram.polling import TokenRefusedError
    from tabys_bot.entrypoints import bot, logs, settings

    try:
        loaded = settings.load()
    except settings.SettingsError as error:
        _say(f"These settings are wrong (environment, .env or /run/secrets):\n{error}")
        return _WRONG_SETTINGS
    logs.configure(loaded.log_level, debug=loaded.debug)
    try:
        asyncio.run(bot.run(loaded))
    except TokenRefusedError:
        _say("Telegram refuses TELEGRAM_BOT_TOKEN. Get the right one from @BotFather.")
        return _FAILED
    return 0


def _demo(asked: argparse.Namespace) -> int:
    from tabys_bot.entrypoints import demo, logs

    logs.configure("WARNING", debug=False)
    try:
        asyncio.run(demo.serve(asked.port))
    except OSError as error:
        _say(f"The demo could not start: {error.strerror}. Try another port: make demo PORT=0")
        return _FAILED
    return 0


def _health(_: argparse.Namespace) -> int:
    from tabys_bot.entrypoints import health, settings

    try:
        found = health.complaints(settings.load())
    except settings.SettingsError as error:
        found = [str(error)]
    for complaint in found:
        _say(complaint)
    return _FAILED if found else 0
