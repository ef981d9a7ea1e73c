using System.Buffers.Binary;
using Sgraf.Api.Gallery;

namespace Sgraf.Benchmarks.Gallery;

/// <summary>A picture that shows nothing: to the gallery one like any other.</summary>
internal static class SyntheticPicture
{
    private const int FileLength = 64;

    /// <param name="number">Tells its file from those of others.</param>
    /// <param name="embeddings">What a model is to have made of it.</param>
    public static NewPicture Of(int number, PictureEmbeddings embeddings)
    {
        var file = new byte[FileLength];
        BinaryPrimitives.WriteInt32LittleEndian(file, number);
        return new NewPicture
        {
            Id = NewPicture.IdOf(file), Name = $"{number}.jpg", Width = 640, Height = 480, File = file, Thumbnail = file, Embeddings = embeddings,
        };
    }
}
