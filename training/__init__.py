"""How the embedded encoders were made: pictures drawn and sounds synthesised, then trained on.

Everything here runs on a laptop's CPU from seeds alone: `python -m training --help`.
"""
