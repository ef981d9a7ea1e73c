using Sgraf.Model.Graphs;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Optimization;
using Sgraf.Training.Terminal;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Detection;

/// <summary>Trains the small detector on pictures whose objects are known.</summary>
internal sealed class DetectorTraining : IDisposable
{
    private const double WeightDecay = 0.01;
    private const double Clip = 10;

    private static readonly Scalar AnswersShare = 0.5;

    private readonly DetectorRequest _request;
    private readonly DetectionReader _reader;
    private readonly Device _device;
    private readonly Adam _adam;

    /// <param name="request">How it is trained.</param>
    /// <param name="pictures">What it learns from.</param>
    public DetectorTraining(DetectorRequest request, IReadOnlyList<LabelledPicture> pictures)
    {
        _request = request;
        _device = TorchDevice.Parse(request.Device);
        _reader = new DetectionReader(pictures, request.Side, request.BatchSize, request.Seed);
        Network = new DetectorNetwork(request.Seed);
        Network.to(_device);
        _adam = new Adam(Network.named_parameters(), WeightDecay);
        StepCount = request.StepsOf(_reader.BatchCount);
    }

    /// <summary>The network with its present weights.</summary>
    public DetectorNetwork Network { get; }

    /// <summary>Steps of the whole training.</summary>
    public int StepCount { get; }

    /// <summary>Mean loss of the last epoch.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>Trains to the end.</summary>
    /// <exception cref="NonFiniteLossException">The loss is no number.</exception>
    public void Run(Session session)
    {
        Network.train();
        for (var epoch = 0; _adam.StepCount < StepCount; epoch++)
        {
            var steps = (int)Math.Min(_reader.BatchCount, StepCount - _adam.StepCount);
            var before = epoch == 0 ? "" : FormattableString.Invariant($", loss {Loss:F3}");
            var number = epoch;
            session.Track($"Epoch {epoch + 1}{before}", (long)steps * _request.BatchSize, "pictures", advance =>
                Loss = TrainEpoch(number, steps, advance, session.Cancellation));
        }
        Network.eval();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _adam.Dispose();
        Network.Dispose();
    }

    private double TrainEpoch(int epoch, int steps, Action<long> advance, CancellationToken cancellation)
    {
        var rates = _request.RatesOf(StepCount);
        var sum = 0.0;
        foreach (var batch in _reader.Read(epoch).Take(steps))
        {
            using var owned = batch;
            cancellation.ThrowIfCancellationRequested();
            sum += Step(batch, rates.At(_adam.StepCount)).Loss;
            advance(batch.Count);
        }
        return sum / steps;
    }

    /// <summary>One step: look, compare, differentiate, clip, move.</summary>
    internal StepOutcome Step(DetectionBatch batch, double rate)
    {
        using var scope = NewDisposeScope();
        _adam.ClearGradients();
        var losses = Losses(batch);
        LossTerm[] terms = [.. losses.Select(loss => new LossTerm(loss.Name, loss.Value.item<float>()))];
        if (terms.Any(term => !double.IsFinite(term.Value))) throw new NonFiniteLossException(_adam.StepCount + 1, terms, null);
        losses.Select(loss => loss.Value).Aggregate((sum, loss) => sum.Plus(loss)).backward();
        var length = _adam.ClipGradients(Clip);
        if (!double.IsFinite(length)) throw new NonFiniteLossException(_adam.StepCount + 1, terms, length);
        _adam.Step(rate);
        return new StepOutcome(terms, length);
    }

    private List<(string Name, Tensor Value)> Losses(DetectionBatch batch)
    {
        var (count, side, places) = (batch.Count, _request.Side, _request.Side / DetectorDesign.Stride);
        var map = Network.Map(AlignedTensors.Of(batch.Pixels, [count, 3, side, side], _device));                    // (B, C, P, P)
        var bells = AlignedTensors.Of(batch.Heat, [count, places * places], _device);                               // (B, P P)
        var seenFrom = tensor(batch.Places.ToArray(), device: _device);                                             // (M)
        var wanted = AlignedTensors.Of(batch.Sides.ToArray(), [batch.Places.Count, 4], _device);                    // (M, 4)
        var (centres, allSides) = Network.Search(map);                                                              // (B, P P), (B, P P, 4)
        var sides = allSides.flatten(0, 1).index_select(0, seenFrom);                                               // (M, 4)
        var boxes = AlignedTensors.Of(batch.Boxes, [count, batch.Regions, 4], _device);                             // (B, R, 4)
        var losses = new List<(string, Tensor)>
        {
            ("centres", DetectionLoss.OfCentres(centres, bells, batch.ObjectCount)),
            ("sides", DetectionLoss.OfSides(sides, wanted)),
        };
        foreach (var (i, logits) in Network.Judge(map, boxes).Index())
        {
            var answers = tensor(batch.Answers[i], [count, batch.Regions], device: _device);
            losses.Add((DetectorLabels.Heads[i].Name, DetectionLoss.OfAnswers(logits, answers).mul(AnswersShare)));
        }
        return losses;
    }
}
