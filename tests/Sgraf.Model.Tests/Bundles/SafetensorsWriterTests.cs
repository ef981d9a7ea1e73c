using FsCheck;
using FsCheck.Fluent;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class SafetensorsWriterTests : IDisposable
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20210217, 7).WithMaxTest(200).WithEndSize(12);
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.PathOf("x.safetensors");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SafetensorsType.F32)]
    [InlineData(SafetensorsType.F64)]
    [InlineData(SafetensorsType.F16)]
    [InlineData(SafetensorsType.BF16)]
    [InlineData(SafetensorsType.I64)]
    public void What_is_written_is_read_again(SafetensorsType type) =>
        Check.One(Seeded, Prop.ForAll(Files(type).ToArbitrary(), file =>
        {
            SafetensorsWriter.Write(FilePath, file.Tensors, type, file.Metadata);
            using var read = SafetensorsFile.Open(FilePath);
            Assert.Equal(file.Metadata, read.Metadata);
            Assert.Equal(file.Tensors.Keys.Order(StringComparer.Ordinal), read.Entries.Keys.Order(StringComparer.Ordinal));
            foreach (var (name, tensor) in file.Tensors)
            {
                Assert.Equal(type, read.Entries[name].DType);
                Assert.Equal(tensor.Shape, read.Read(name).Shape);
                Assert.Equal(tensor.Values.ToArray(), read.Read(name).Values.ToArray());
            }
        }));

    [Theory]
    [InlineData(SafetensorsType.F16, 1f / 2048)]
    [InlineData(SafetensorsType.BF16, 1f / 256)]
    public void Values_are_rounded_to_the_nearest(SafetensorsType type, float relativeError)
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 10_000).Select(_ => (random.NextSingle() - 0.5f) * 100).ToArray();
        SafetensorsWriter.Write(FilePath, One("a", values), type);
        using var read = SafetensorsFile.Open(FilePath);
        var stored = read.Read("a").Values.ToArray();
        Assert.All(values.Zip(stored), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * relativeError + 3e-8f));
        Assert.True(Math.Abs(values.Zip(stored).Average(pair => (double)pair.Second - pair.First)) < 1e-2);
    }

    [Fact]
    public void Counters_stay_whole_numbers_and_every_value_is_aligned()
    {
        var tensors = new Dictionary<string, WeightTensor>
        {
            ["a"] = new([3], new float[] { 1, 2, 3 }),
            ["bn.num_batches_tracked"] = new([], new float[] { 123 }),
        };
        SafetensorsWriter.Write(FilePath, tensors, SafetensorsType.F16);
        using var read = SafetensorsFile.Open(FilePath);
        Assert.Equal([123L], read.ReadInt64("bn.num_batches_tracked"));
        Assert.Equal(0, read.Entries["bn.num_batches_tracked"].Offset % 8);
    }

    [Theory]
    [InlineData(SafetensorsType.F16, 70_000f)]
    [InlineData(SafetensorsType.BF16, 3.4e38f)]
    [InlineData(SafetensorsType.I64, 0.5f)]
    [InlineData(SafetensorsType.I64, float.NaN)]
    public void A_value_that_the_type_cannot_hold_is_refused_and_the_old_file_stays(SafetensorsType type, float value)
    {
        SafetensorsWriter.Write(FilePath, One("a", [1]));
        var before = File.ReadAllBytes(FilePath);
        var refusal = Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(FilePath, One("weight", [value]), type));
        Assert.Contains("weight", refusal.Message);
        Assert.Equal(before, File.ReadAllBytes(FilePath));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_shape_that_does_not_fit_its_values_is_refused()
    {
        var tensors = new Dictionary<string, WeightTensor> { ["a"] = new([2, 2], new float[3]) };
        var refusal = Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(FilePath, tensors));
        Assert.Contains("a has shape (2, 2) and 3 values", refusal.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private static Dictionary<string, WeightTensor> One(string name, float[] values) =>
        new() { [name] = new WeightTensor([values.Length], values) };

    private sealed record Contents(Dictionary<string, WeightTensor> Tensors, Dictionary<string, string> Metadata);

    private static Gen<Contents> Files(SafetensorsType type)
    {
        var text = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => t.Get).Where(IsUnicode);
        var names = text.Where(name => name != "__metadata__");
        var tensors = from shape in Gen.Choose(0, 4).ListOf().Where(list => list.Count <= 4)
                      from values in Values(type).ArrayOf(shape.Aggregate(1, (product, length) => product * length))
                      select new WeightTensor([.. shape], values);
        return from keys in names.ListOf()
               from contents in tensors.ListOf(keys.Count)
               from notes in Gen.Zip(text, text).ListOf()
               select new Contents(
                   keys.Zip(contents).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second),
                   notes.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2));
    }

    /// <summary>Values that the type holds exactly, NaN and the infinities among them.</summary>
    private static Gen<float> Values(SafetensorsType type) => type switch
    {
        SafetensorsType.I64 => Gen.Choose(-(1 << 24), 1 << 24).Select(number => (float)number),
        SafetensorsType.F16 => Gen.Choose(0, 0xFFFF).Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)),
        SafetensorsType.BF16 => Gen.Choose(0, 0xFFFF).Select(bits => StoredValues.FromBrainFloat((ushort)bits)),
        _ => Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle),
    };

    private static bool IsUnicode(string text)
    {
        var strict = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true);
        try
        {
            return strict.GetByteCount(text) >= 0;
        }
        catch (System.Text.EncoderFallbackException)
        {
            return false;
        }
    }
}
