using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sgraf.Api.Access;

/// <summary>Without keys the service is this machine's alone, unless it is told otherwise.</summary>
internal sealed class LoopbackRule(AccessOptions options)
{
    /// <summary>Checks an address before the server listens there.</summary>
    /// <exception cref="StartException">Other machines reach it, and nobody would need a key.</exception>
    public void Check(ListenOptions endpoint)
    {
        if (IsThisMachine(endpoint) || options.Keys.Count > 0 || options.AllowAnonymous) return;
        throw new StartException(
            $"The service would listen on {endpoint.EndPoint}, where other machines reach it, and no key is needed to use it. Make a key "
            + $"({NewKey.Argument}) and name it in {AccessOptions.Section}:{nameof(AccessOptions.Keys)}, or listen on localhost (--urls http://localhost:5000), "
            + $"or set {AccessOptions.Section}:{nameof(AccessOptions.AllowAnonymous)}=true if everybody may use it.");
    }

    private static bool IsThisMachine(ListenOptions endpoint) => endpoint.IPEndPoint is not { } address || IPAddress.IsLoopback(address.Address);
}
