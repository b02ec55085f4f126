from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class Modality(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MODALITY_UNSPECIFIED: _ClassVar[Modality]
    MODALITY_PICTURE: _ClassVar[Modality]
    MODALITY_SOUND: _ClassVar[Modality]
MODALITY_UNSPECIFIED: Modality
MODALITY_PICTURE: Modality
MODALITY_SOUND: Modality
