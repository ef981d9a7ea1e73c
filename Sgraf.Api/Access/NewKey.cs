using System.Buffers.Text;
using System.Security.Cryptography;

namespace Sgraf.Api.Access;

/// <summary><c>--new-key</c>: makes a key and shows what the configuration keeps of it.</summary>
internal static class NewKey
{
    public const string Argument = "--new-key";
    private const string Prefix = "sgraf_";
    private const int RandomBytes = 32;

    /// <returns>The exit code of the process.</returns>
    public static int Print()
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        Console.WriteLine($"""
            Key, shown this once:  {key}
            For the configuration: Access:Keys:0:Name=somebody Access:Keys:0:Sha256={Convert.ToHexStringLower(ApiKeys.Hash(key))}
            Clients send it as the header X-Api-Key, or as Authorization: Bearer.
            """);
        return 0;
    }
}
