using Sgraf.Training.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sgraf.Training.Optimization;

/// <summary>Adam with decoupled weight decay, and the clipping of gradients before it.</summary>
/// <remarks>
/// Kingma and Ba, ICLR 2015; Loshchilov and Hutter, ICLR 2019. TorchSharp's own optimizer hands temporary scalars to native code
/// and may crash; and its state cannot be stored by name.
/// </remarks>
public sealed class Adam : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double ClipEpsilon = 1e-6;

    private static readonly Scalar Keep1 = Beta1;
    private static readonly Scalar Take1 = 1 - Beta1;
    private static readonly Scalar Keep2 = Beta2;
    private static readonly Scalar Take2 = 1 - Beta2;
    private static readonly Scalar Epsilon = 1e-8;

    private readonly List<(string Name, Parameter Parameter, Tensor Mean, Tensor Square)> _states;
    private readonly double _weightDecay;

    /// <param name="parameters">What is trained, by name.</param>
    /// <param name="weightDecay">Share of a matrix that each step takes away, times the learning rate; biases and norms keep theirs.</param>
    public Adam(IEnumerable<(string Name, Parameter Parameter)> parameters, double weightDecay = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        _weightDecay = weightDecay;
        using var untracked = no_grad();
        _states = [.. parameters.Select(state => (state.Name, state.Parameter,
            zeros_like(state.Parameter).DetachFromDisposeScope(), zeros_like(state.Parameter).DetachFromDisposeScope()))];
    }

    /// <summary>Steps made so far; set when a run is taken up again.</summary>
    public long StepCount { get; set; }

    /// <summary>The running means of gradients and of their squares, by name.</summary>
    public IEnumerable<(string Name, Tensor Mean, Tensor Square)> Moments => _states.Select(state => (state.Name, state.Mean, state.Square));

    /// <summary>Scales all gradients down where their common length is above a limit.</summary>
    /// <returns>The length before.</returns>
    public double ClipGradients(double limit)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var gradients = _states.Select(state => state.Parameter.grad).OfType<Tensor>().ToArray();
        // Not a norm: over millions of values its single-precision sum is off in the fifth digit.
        var length = Math.Sqrt(gradients.Sum(gradient => (double)gradient.Squared().sum().item<float>()));
        using Scalar factor = limit / (length + ClipEpsilon);
        if (length + ClipEpsilon > limit)
            foreach (var gradient in gradients) gradient.mul_(factor);
        return length;
    }

    /// <summary>Moves every parameter that has a gradient.</summary>
    public void Step(double learningRate)
    {
        StepCount++;
        using var untracked = no_grad();
        using Scalar step = -learningRate / (1 - Math.Pow(Beta1, StepCount));
        using Scalar correction = 1 / Math.Sqrt(1 - Math.Pow(Beta2, StepCount));
        using Scalar decay = 1 - learningRate * _weightDecay;
        foreach (var (_, parameter, mean, square) in _states)
        {
            using var scope = NewDisposeScope();
            if (parameter.grad is not { } gradient) continue;
            if (_weightDecay > 0 && parameter.dim() > 1) parameter.mul_(decay);
            mean.mul_(Keep1).add_(gradient, Take1);
            square.mul_(Keep2).addcmul_(gradient, gradient, Take2);
            var spread = square.sqrt().mul_(correction).PlusInPlace(Epsilon);
            parameter.addcdiv_(mean, spread, step);
        }
    }

    /// <summary>Forgets all gradients.</summary>
    public void ClearGradients()
    {
        foreach (var (_, parameter, _, _) in _states) parameter.grad = null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (_, _, mean, square) in _states)
        {
            mean.Dispose();
            square.Dispose();
        }
    }
}
