using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Copies a 64-bit ELF library and marks its need of one symbol version as weak: the loader passes over its absence.</summary>
/// <remarks>
/// ELF: the section .gnu.version_r is a chain of libraries (Verneed), each with a chain of versions (Vernaux) whose flags lie four
/// bytes in. Compiled by the build itself, therefore in plain C#. A library without the need is copied as it is.
/// </remarks>
public class MarkVersionNeedWeak : Task
{
    private const uint VersionNeedSection = 0x6ffffffe;
    private const byte Weak = 2;

    /// <summary>The library to copy.</summary>
    [Required]
    public string Library { get; set; }

    /// <summary>The version, for example GLIBCXX_3.4.32.</summary>
    [Required]
    public string Version { get; set; }

    /// <summary>Where the copy goes.</summary>
    [Required]
    public string Destination { get; set; }

    public override bool Execute()
    {
        var bytes = File.ReadAllBytes(Library);
        var flags = FindFlags(bytes);
        if (flags >= 0)
            bytes[flags] |= Weak;
        Directory.CreateDirectory(Path.GetDirectoryName(Destination));
        File.WriteAllBytes(Destination, bytes);
        return true;
    }

    /// <summary>Where the flags of the version lie; -1 in a library that does not need it.</summary>
    private int FindFlags(byte[] elf)
    {
        var isElf64 = elf.Length > 64 && elf[0] == 0x7f && elf[1] == 'E' && elf[2] == 'L' && elf[3] == 'F' && elf[4] == 2;
        if (!isElf64)
            return -1;
        var (sections, size, count) = ((int)BitConverter.ToInt64(elf, 40), BitConverter.ToUInt16(elf, 58), BitConverter.ToUInt16(elf, 60));
        for (var section = 0; section < count; section++)
        {
            var header = sections + section * size;
            if (BitConverter.ToUInt32(elf, header + 4) != VersionNeedSection)
                continue;
            var names = sections + (int)BitConverter.ToUInt32(elf, header + 40) * size;
            return FindFlags(elf, Offset(elf, header), Offset(elf, names));
        }
        return -1;
    }

    private int FindFlags(byte[] elf, int library, int names)
    {
        for (uint next = 1; next != 0; library += (int)next)
        {
            next = BitConverter.ToUInt32(elf, library + 12);
            var version = library;
            for (var step = BitConverter.ToUInt32(elf, library + 8); step != 0; step = BitConverter.ToUInt32(elf, version + 12))
            {
                version += (int)step;
                if (Name(elf, names + (int)BitConverter.ToUInt32(elf, version + 8)) == Version)
                    return version + 4;
            }
        }
        return -1;
    }

    private static int Offset(byte[] elf, int header)
    {
        return (int)BitConverter.ToInt64(elf, header + 24);
    }

    private static string Name(byte[] elf, int start)
    {
        return Encoding.ASCII.GetString(elf, start, Array.IndexOf(elf, (byte)0, start) - start);
    }
}
