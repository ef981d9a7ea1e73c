using System.Text.RegularExpressions;
using Sgraf.Api.Access;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Access;

public sealed partial class NewKeyTests
{
    [Fact]
    public async Task A_new_key_comes_with_what_the_configuration_keeps_of_it()
    {
        await using var process = ServiceProcess.StartAs("--new-key");
        var (exitCode, output, error) = await process.EndAsync();
        Assert.Equal((0, ""), (exitCode, error));
        var key = KeyPattern().Match(output).Value;
        Assert.Contains($"Access:Keys:0:Sha256={Convert.ToHexStringLower(ApiKeys.Hash(key))}", output, StringComparison.Ordinal);
    }

    [GeneratedRegex("sgraf_[A-Za-z0-9_-]{43}")]
    private static partial Regex KeyPattern();
}
