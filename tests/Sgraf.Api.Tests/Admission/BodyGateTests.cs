using Microsoft.AspNetCore.Http;
using Sgraf.Api.Admission;

namespace Sgraf.Api.Tests.Admission;

public sealed class BodyGateTests
{
    private readonly BodyBudget _budget = new(new LimitOptions { BodiesMegabytes = 1 });

    [Theory]
    [InlineData("multipart/form-data; boundary=x", true, 0)]
    [InlineData("multipart/form-data; boundary=x", false, (8 << 20) - (16 << 10))]
    [InlineData("application/json", true, (8 << 20) - (16 << 10))]
    public async Task A_form_that_goes_to_the_disk_takes_nothing_of_the_memory_for_bodies(string type, bool goesToDisk, long taken)
    {
        var found = -1L;
        var gate = new BodyGate(
            _ =>
            {
                found = _budget.Taken;
                return Task.CompletedTask;
            },
            _budget);
        var context = new DefaultHttpContext();
        context.Request.ContentType = type;
        context.Request.ContentLength = 8 << 20;
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new BodyLimit(64 << 20, "Import:UploadMegabytes") { FormGoesToDisk = goesToDisk }), null));
        await gate.InvokeAsync(context);
        Assert.Equal(taken, found);
        Assert.Equal(0, _budget.Taken);
    }
}
