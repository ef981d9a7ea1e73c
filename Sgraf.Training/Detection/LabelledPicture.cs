using Sgraf.Model.Images;
using Sgraf.Training.Data;

namespace Sgraf.Training.Detection;

/// <summary>A picture and what a detector is to find in it.</summary>
/// <param name="Path">The picture's file.</param>
/// <param name="Objects">Its objects.</param>
/// <param name="Scene">The class of each of <see cref="DetectorLabels.SceneHeads"/>.</param>
internal sealed record LabelledPicture(string Path, IReadOnlyList<LabelledObject> Objects, IReadOnlyList<int> Scene)
{
    /// <summary>The picture itself.</summary>
    /// <exception cref="DataFolderException">The file is missing or no picture.</exception>
    public Picture Decode(PictureDecoder decoder)
    {
        try
        {
            return decoder.DecodeFile(Path);
        }
        catch (Exception failure) when (failure is ImageFormatException or FileNotFoundException or DirectoryNotFoundException)
        {
            var cause = failure is ImageFormatException ? failure.Message.TrimEnd('.') : "there is no such file";
            throw new DataFolderException($"{Path}: {cause}; make it again with sgraf scenes.", failure);
        }
    }
}
