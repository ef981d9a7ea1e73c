namespace Sgraf.Training.Network;

/// <summary>Torch cannot be used on this machine: says why and what helps.</summary>
public sealed class TorchException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What the loader reported.</param>
    public TorchException(string message, Exception? inner = null) : base(message, inner) { }
}
