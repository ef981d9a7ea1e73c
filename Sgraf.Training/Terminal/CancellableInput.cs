namespace Sgraf.Training.Terminal;

/// <summary>An input whose reader does not wait on after a cancellation, as the console's own would.</summary>
internal sealed class CancellableInput(Stream input, CancellationToken cancellation) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="OperationCanceledException">Cancelled while it waited; the abandoned read ends with the process.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.Run(() => input.Read(buffer, offset, count), CancellationToken.None).WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
