using Sgraf.Training.Data;

namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf inspect --json</c> says of an .npy file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind"><c>npy</c>.</param>
/// <param name="ValueType">NumPy's name of the type, for example <c>&lt;f4</c>.</param>
/// <param name="FortranOrder">Whether the first axis runs fastest.</param>
/// <param name="Shape">Lengths of the axes.</param>
/// <param name="Bytes">The file's length.</param>
internal sealed record NpyReport(string Path, string Kind, string ValueType, bool FortranOrder, IReadOnlyList<long> Shape, long Bytes)
{
    /// <summary>Describes a file of any type; of those that Sgraf reads (float32 in C order), the length is checked too.</summary>
    public static NpyReport Of(string path)
    {
        using var stream = File.OpenRead(path);
        var header = NpyHeader.Read(stream, path);
        if (header is { ValueType: "<f4", FortranOrder: false, Shape.Count: > 0 }) NpyFile.Open(path).Dispose();
        return new NpyReport(path, "npy", header.ValueType, header.FortranOrder, header.Shape, stream.Length);
    }
}
