using Sgraf.Api.Gallery.Catalogue;

namespace Sgraf.Api.Tests.Gallery;

public sealed class JobTableTests : IDisposable
{
    private readonly GalleryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_that_has_ended_is_not_started()
    {
        await using var gallery = _folder.Open();
        var (first, second) = await gallery.ChangeAsync(session =>
            (session.Catalogue.InsertJob(JobKind.Folder, "a", "a", session.Now), session.Catalogue.InsertJob(JobKind.Folder, "b", "b", session.Now)));
        Assert.True(await gallery.ChangeAsync(session => session.Catalogue.EndJob(first, JobState.Cancelled, session.Now)));
        Assert.False(await gallery.ChangeAsync(session => session.Catalogue.StartJob(first)));
        Assert.True(await gallery.ChangeAsync(session => session.Catalogue.StartJob(second)));
        Assert.Equal(JobState.Cancelled, gallery.Query(catalogue => catalogue.FindJob(first))!.State);
        Assert.Equal(JobState.Running, gallery.Query(catalogue => catalogue.FindJob(second))!.State);
    }
}
