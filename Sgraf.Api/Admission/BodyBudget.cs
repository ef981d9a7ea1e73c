namespace Sgraf.Api.Admission;

/// <summary>Bytes of bodies that are in the service at once, so that many large requests together take no more memory than is meant for them.</summary>
internal sealed class BodyBudget(LimitOptions limits)
{
    /// <summary>What any request may have beside: a search in words is never refused for the pictures of others.</summary>
    private const long Free = 16 << 10;

    private long _taken;

    /// <summary>Bytes that are taken.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes bytes for a body; one alone is always let in.</summary>
    /// <returns>False when they are more than are left.</returns>
    public bool TryTake(long bytes)
    {
        var counted = Counted(bytes);
        var taken = Interlocked.Add(ref _taken, counted);
        if (counted == 0 || taken <= limits.BodiesBytes || taken == counted) return true;
        GiveBack(bytes);
        return false;
    }

    /// <summary>Gives back what was taken.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -Counted(bytes));

    private static long Counted(long bytes) => Math.Max(0, bytes - Free);
}
