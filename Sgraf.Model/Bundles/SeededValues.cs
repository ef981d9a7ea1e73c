namespace Sgraf.Model.Bundles;

/// <summary>Numbers that every machine makes again from a key, to the last bit.</summary>
/// <remarks>
/// splitmix64 from the FNV-1a hash of the key, 24 bits a value: with <c>z_i</c> the i-th output, from 0, the value is
/// <c>offset + radius * ((z_i >> 40) * 2^-23 - 1)</c> in double precision, rounded once to single.
/// </remarks>
/// <param name="Key">What the numbers are made from.</param>
/// <param name="Offset">The middle of their range.</param>
/// <param name="Radius">How far they lie from the middle at most.</param>
public sealed record SeededValues(string Key, double Offset, double Radius)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The first numbers, in order.</summary>
    public void Fill(Span<float> values)
    {
        var state = Hash(Key);
        for (var i = 0; i < values.Length; i++)
        {
            state += Increment;
            var scaled = Radius * ((Mix(state) >> 40) * Math.ScaleB(1, -23) - 1);
            values[i] = (float)(Offset + scaled);
        }
    }

    private static ulong Hash(string key)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var part in System.Text.Encoding.UTF8.GetBytes(key)) hash = (hash ^ part) * 0x100000001b3;
        return hash;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
