using System.Security.Cryptography;
using System.Text;

namespace Sgraf.Api.Access;

/// <summary>The keys that are accepted.</summary>
internal sealed class ApiKeys(AccessOptions options)
{
    public const string Header = "X-Api-Key";
    private const string Bearer = "Bearer ";

    private readonly (byte[] Hash, ApiKeyOptions Key)[] _keys = [.. options.Keys.Select(key => (Convert.FromHexString(key.Sha256), key))];

    /// <summary>Whether any is needed.</summary>
    public bool AreNeeded => _keys.Length > 0;

    /// <summary>The key that a request carries in one of its two headers; null where it carries none.</summary>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out var key)) return key.ToString();
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }

    /// <summary>The accepted key that this is; null where it is none.</summary>
    /// <remarks>Takes the same time whichever key it is and however much of one it resembles.</remarks>
    public ApiKeyOptions? Find(string key)
    {
        var hash = Hash(key);
        ApiKeyOptions? found = null;
        foreach (var (accepted, name) in _keys)
            if (CryptographicOperations.FixedTimeEquals(accepted, hash)) found = name;
        return found;
    }

    /// <summary>What the configuration keeps of a key.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
