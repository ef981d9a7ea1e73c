using BenchmarkDotNet.Attributes;
using Sgraf.Model.Text;

namespace Sgraf.Benchmarks.Text;

/// <summary>Captions of twelve words and the punctuation that people give them, from a fixed seed.</summary>
[MemoryDiagnoser]
public class TokenizerBenchmarks
{
    private const int Count = 1000;
    private const int WordsPerCaption = 12;

    private static readonly string[] Words =
        "a a a the the in on with man two dogs red shirt's rides bike, down road isn't (young) \"stop\" near well-known table".Split(' ');

    private string[] _captions = [];
    private CaptionIndexer _indexer = new(Vocabulary.Build([]));

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        _captions = [.. Enumerable.Range(0, Count).Select(_ => string.Join(' ', random.GetItems(Words, WordsPerCaption)) + ".")];
        _indexer = new CaptionIndexer(Vocabulary.Build(_captions.Select(WordTokenizer.Tokenize)));
    }

    /// <summary>Captions to ids, as a search does.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Encode()
    {
        var ids = 0;
        foreach (var caption in _captions) ids += _indexer.Encode(caption).Length;
        return ids;
    }

    /// <summary>Captions to tokens, without looking them up.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Tokenize()
    {
        var tokens = 0;
        foreach (var caption in _captions)
            foreach (var token in WordTokenizer.Enumerate(caption)) tokens += token.Length;
        return tokens;
    }
}
