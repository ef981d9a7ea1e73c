namespace Sgraf.Training.Import;

/// <summary>The instructions of pickle protocol 2 that a checkpoint is made of.</summary>
internal enum Opcode : byte
{
    Proto = 0x80,
    Stop = (byte)'.',
    Mark = (byte)'(',

    None = (byte)'N',
    NewTrue = 0x88,
    NewFalse = 0x89,
    BinInt = (byte)'J',
    BinInt1 = (byte)'K',
    BinInt2 = (byte)'M',
    Long1 = 0x8a,
    BinFloat = (byte)'G',
    ShortBinString = (byte)'U',
    BinString = (byte)'T',
    BinUnicode = (byte)'X',

    EmptyTuple = (byte)')',
    Tuple = (byte)'t',
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    EmptyList = (byte)']',
    Append = (byte)'a',
    Appends = (byte)'e',
    EmptyDict = (byte)'}',
    SetItem = (byte)'s',
    SetItems = (byte)'u',

    BinPut = (byte)'q',
    LongBinPut = (byte)'r',
    BinGet = (byte)'h',
    LongBinGet = (byte)'j',

    Global = (byte)'c',
    Reduce = (byte)'R',
    NewObj = 0x81,
    Build = (byte)'b',
    BinPersId = (byte)'Q',
}
