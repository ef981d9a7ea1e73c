using Sgraf.Tests;
using Sgraf.Training.Data;

namespace Sgraf.Training.Tests.Data;

public sealed class PictureListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_of_json_name_pictures_and_their_captions()
    {
        var pictures = Read("dev.jsonl", """{"image": "images/b.jpg", "captions": ["1", "2", "3", "4", "5"], "seed": 7}""" + "\n\n"
            + """{"image": "a.png", "captions": ["6", "7", "8", "9", "10"]}""");
        Assert.Equal(["images/b.jpg", "a.png"], pictures.Select(picture => picture.Name));
        Assert.Equal(["6", "7", "8", "9", "10"], pictures[1].Captions);
    }

    [Fact]
    public void Lines_of_text_name_pictures()
    {
        var pictures = Read("list.txt", "b.jpg\r\n a.png \n");
        Assert.Equal(["b.jpg", "a.png"], pictures.Select(picture => picture.Name));
        Assert.All(pictures, picture => Assert.Empty(picture.Captions));
    }

    [Fact]
    public void A_folder_lists_its_pictures_by_name_and_nothing_else()
    {
        Directory.CreateDirectory(_folder.PathOf("below"));
        foreach (var name in (string[])["b.JPG", "a.webp", "notes.txt", "below/c.png", "B.avif"]) _folder.Write(name, [1]);
        Assert.Equal(["B.avif", "a.webp", "b.JPG", "below/c.png"], PictureList.OfFolder(_folder.Path).Select(picture => picture.Name));
    }

    [Fact]
    public void Links_to_pictures_count_and_links_to_folders_are_not_entered()
    {
        Directory.CreateDirectory(_folder.PathOf("below"));
        _folder.Write("below/a.png", [1]);
        File.CreateSymbolicLink(_folder.PathOf("b.png"), _folder.PathOf("below/a.png"));
        Directory.CreateSymbolicLink(_folder.PathOf("below/up"), _folder.Path);
        Assert.Equal(["b.png", "below/a.png"], PictureList.OfFolder(_folder.Path).Select(picture => picture.Name));
    }

    [Theory]
    [InlineData("dev.jsonl", "", "lists no picture")]
    [InlineData("list.txt", "\n\n", "lists no picture")]
    [InlineData("dev.jsonl", "hello", "dev.jsonl, line 1: expected a line like")]
    [InlineData("dev.jsonl", "\n{\"image\": \"a.jpg\"}", "dev.jsonl, line 2: expected a line like")]
    [InlineData("dev.jsonl", "{\"image\": \"a.jpg\", \"captions\": [\"1\", \"2\"]}", "line 1: expected 5 captions of a.jpg, found 2")]
    [InlineData("dev.jsonl", "{\"image\": \"a.jpg\", \"captions\": [\"1\", \"2\", null, \"4\", \"5\"]}", "found a caption of a.jpg that is null")]
    public void A_bad_list_is_refused_with_its_line(string name, string text, string problem)
    {
        var error = Assert.Throws<PictureListException>(() => Read(name, text));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_pictures_is_refused() => Assert.Throws<PictureListException>(() => PictureList.OfFolder(_folder.Path));

    private IReadOnlyList<ListedPicture> Read(string name, string text)
    {
        File.WriteAllText(_folder.PathOf(name), text);
        return PictureList.Read(_folder.PathOf(name));
    }
}
