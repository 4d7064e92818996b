"""Moved: see extractors.machine and pipeline.lock."""

from extractors.machine import CAN_BOUND_MEMORY as CAN_BOUND_MEMORY
from extractors.machine import START_METHOD as START_METHOD
from extractors.machine import bound_memory as bound_memory
from extractors.machine import sync_folder as sync_folder
from pipeline.lock import LockedError as LockedError
from pipeline.lock import lock as lock
