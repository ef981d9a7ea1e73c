using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Reads files whose length nobody vouches for.</summary>
internal static class Bounded
{
    private const int FirstBuffer = 64 << 10;

    /// <summary>Reads a stream to its end, but never more than it may hold.</summary>
    /// <exception cref="ProblemException">It holds more.</exception>
    public static byte[] Read(Stream stream, int largest)
    {
        using var bytes = new MemoryStream(FirstBuffer);
        var buffer = new byte[FirstBuffer];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + count > largest)
                throw new ProblemException(
                    Errors.PictureRefused, $"The file has more than {largest:N0} bytes, expected at most those; scale the picture down.");
            bytes.Write(buffer, 0, count);
        }
        return bytes.ToArray();
    }
}
