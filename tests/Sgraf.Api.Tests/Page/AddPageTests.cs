using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sgraf.Api.Tests.Page;

[Collection(PageFixture.Name)]
public sealed class AddPageTests(PageFixture fixture)
{
    [Fact]
    public async Task Each_file_is_told_its_own_fate_and_what_was_added_can_be_deleted()
    {
        await using var open = await fixture.OpenAsync("#/add");
        await open.Page.GetByLabel("Drop pictures here").SetInputFilesAsync(
            [TestFiles.Picture("new.png", seed: 500), TestFiles.Picture("again.png", seed: 1), TestFiles.Text("notes.png")]);
        await Expect(Row(open, "new.png")).ToContainTextAsync("Added");
        await Expect(Row(open, "again.png")).ToContainTextAsync("Already there");
        await Expect(Row(open, "notes.png")).ToContainTextAsync("Not added");
        await Expect(open.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "1 added, 1 already there, 1 not added" })).ToBeVisibleAsync();
        Assert.Empty(open.Faults);
        await DeleteAsync(open, "new.png");
    }

    [Fact]
    public async Task An_import_is_followed_to_its_end_and_names_what_failed()
    {
        var folder = Directory.CreateDirectory(Path.Combine(fixture.ImportRoot, "album")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "imported.png"), TestFiles.Picture("imported.png", seed: 600).Buffer);
        await File.WriteAllBytesAsync(Path.Combine(folder, "broken.png"), TestFiles.Text("broken.png").Buffer);
        await using var open = await fixture.OpenAsync("#/add");
        await open.Page.GetByLabel("Folder on the server").FillAsync("album");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        var row = open.Page.GetByLabel("Imports").GetByRole(AriaRole.Listitem).Filter(new() { HasText = "album" });
        await Expect(row).ToContainTextAsync("Done");
        await Expect(row).ToContainTextAsync("2 of 2 · 1 added · 1 failed");
        await row.GetByText("What failed").ClickAsync();
        await Expect(row).ToContainTextAsync("broken.png:");
        await open.Page.ReloadAsync();
        await Expect(row).ToContainTextAsync("2 of 2 · 1 added · 1 failed");
        Assert.Empty(open.Complaints);
        await fixture.RestoreAsync();
    }

    [Fact]
    public async Task An_import_of_a_folder_outside_the_roots_is_refused_with_the_reason()
    {
        await using var open = await fixture.OpenAsync("#/add");
        await open.Page.GetByLabel("Folder on the server").FillAsync("../secrets");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        Assert.Empty(open.Faults);
    }

    private static ILocator Row(OpenPage open, string file) => open.Page.GetByLabel("Files", new() { Exact = true }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = file });

    private static async Task DeleteAsync(OpenPage open, string name)
    {
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Gallery", Exact = true }).ClickAsync();
        var cards = open.Page.GetByLabel("Pictures", new() { Exact = true }).GetByRole(AriaRole.Listitem);
        await Expect(cards).ToHaveCountAsync(PageFixture.Gallery.Count + 1);
        var delete = open.Page.GetByRole(AriaRole.Button, new() { Name = $"Delete {name}" });
        await delete.ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(cards).ToHaveCountAsync(PageFixture.Gallery.Count + 1);
        await delete.ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(cards).ToHaveCountAsync(PageFixture.Gallery.Count);
    }
}
