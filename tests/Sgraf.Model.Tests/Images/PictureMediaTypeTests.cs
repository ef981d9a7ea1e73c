using Sgraf.Model.Images;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images;

public sealed class PictureMediaTypeTests
{
    [Theory]
    [InlineData(".jpg", "image/jpeg")]
    [InlineData(".png", "image/png")]
    [InlineData(".webp", "image/webp")]
    [InlineData(".gif", "image/gif")]
    [InlineData(".tif", "image/tiff")]
    [InlineData(".avif", "image/avif")]
    public void The_media_type_is_told_by_the_first_bytes(string suffix, string expected)
    {
        Assert.Equal(expected, PictureMediaType.Of(TestPicture.Create(16, 16).Encode(suffix)));
        Assert.Contains(expected, PictureMediaType.All);
    }

    [Fact]
    public void Other_files_have_none() => Assert.Null(PictureMediaType.Of("<html>"u8));
}
