using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace Sgraf.Training.Runs;

/// <summary>Writes figures as TensorBoard reads them.</summary>
/// <remarks>
/// A sequence of TFRecords (length, its masked CRC-32C, data, its masked CRC-32C), each an Event message of TensorFlow's
/// <c>event.proto</c>: wall_time 1, step 2, file_version 3, summary 5, session_log 7.
/// </remarks>
internal sealed class EventFile : IDisposable
{
    private const uint MaskDelta = 0xa282ead8;
    private readonly FileStream _file;
    private readonly TimeProvider _clock;

    /// <param name="folder">The folder that TensorBoard is pointed at.</param>
    /// <param name="firstStep">The step that this sitting starts with: later ones of earlier sittings are void.</param>
    /// <param name="clock">Tells the time.</param>
    public EventFile(string folder, long firstStep, TimeProvider clock)
    {
        _clock = clock;
        var time = clock.GetUtcNow();
        _file = new FileStream(
            Path.Combine(folder, $"events.out.tfevents.{time.ToUnixTimeSeconds()}.{time.Ticks % TimeSpan.TicksPerSecond:0000000}"), FileMode.CreateNew);
        WriteEvent(0, event_ =>
        {
            event_.WriteTag(3, WireFormat.WireType.LengthDelimited);
            event_.WriteString("brain.Event:2");
        });
        WriteEvent(firstStep, event_ => WriteMessage(event_, 7, session =>
        {
            session.WriteTag(1, WireFormat.WireType.Varint);
            session.WriteEnum(1);    // START
        }));
    }

    /// <summary>Writes figures of a step.</summary>
    public void Write(long step, IEnumerable<KeyValuePair<string, double>> figures)
    {
        WriteEvent(step, event_ => WriteMessage(event_, 5, summary =>
        {
            foreach (var (name, value) in figures) WriteMessage(summary, 1, figure =>
            {
                figure.WriteTag(1, WireFormat.WireType.LengthDelimited);
                figure.WriteString(name);
                figure.WriteTag(2, WireFormat.WireType.Fixed32);
                figure.WriteFloat((float)value);
            });
        }));
        _file.Flush();
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private void WriteEvent(long step, Action<CodedOutputStream> write)
    {
        var data = Message(event_ =>
        {
            event_.WriteTag(1, WireFormat.WireType.Fixed64);
            event_.WriteDouble(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1e3);
            event_.WriteTag(2, WireFormat.WireType.Varint);
            event_.WriteInt64(step);
            write(event_);
        });
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, data.Length);
        _file.Write(length);
        WriteChecksum(length);
        _file.Write(data);
        WriteChecksum(data);
    }

    private void WriteChecksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var part in data) crc = BitOperations.Crc32C(crc, part);
        crc = ~crc;
        Span<byte> masked = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, BitOperations.RotateRight(crc, 15) + MaskDelta);
        _file.Write(masked);
    }

    private static void WriteMessage(CodedOutputStream outer, int field, Action<CodedOutputStream> write)
    {
        outer.WriteTag(field, WireFormat.WireType.LengthDelimited);
        outer.WriteBytes(ByteString.CopyFrom(Message(write)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var message = new CodedOutputStream(memory, leaveOpen: true)) write(message);
        return memory.ToArray();
    }
}
