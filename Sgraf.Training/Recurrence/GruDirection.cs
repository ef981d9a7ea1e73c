using Sgraf.Model.Matrices;

namespace Sgraf.Training.Recurrence;

/// <summary>One direction of one GRU layer, a panel of its values at a time; panels can be worked on side by side.</summary>
internal abstract class GruDirection(DirectionWeights weights) : IDisposable
{
    /// <summary>The weights.</summary>
    public DirectionWeights Weights { get; } = weights;

    /// <summary>What is found on the way.</summary>
    public DirectionStates States { get; } = new(weights.Hidden, weights.Inputs);

    /// <summary>The gradients.</summary>
    public DirectionGradient Gradient { get; } = new(weights);

    public static GruDirection Create(int hidden, int inputs) => InstructionSets.Best switch
    {
        InstructionSet.Avx512 => new GruDirection<Avx512Kernel>(new DirectionWeights(hidden, inputs)),
        InstructionSet.Avx2 => new GruDirection<Avx2Kernel>(new DirectionWeights(hidden, inputs)),
        _ => new GruDirection<PortableKernel>(new DirectionWeights(hidden, inputs)),
    };

    /// <summary>What some words make of the gates.</summary>
    public abstract void Project(int firstWord, int words);

    /// <summary>One panel of the states of a step; those of the step before must be whole.</summary>
    public abstract void Step(WordOrder order, int step, int panel);

    /// <summary>One panel of the gradients of a step's gates; those of the step after must be whole.</summary>
    public abstract void StepBack(WordOrder order, int step, int panel);

    /// <summary>One panel of the gradients of a gate's weights; those of the gates must be whole.</summary>
    /// <param name="order">The words.</param>
    /// <param name="gate">Which gate.</param>
    /// <param name="panel">The panel, of the input's weight first and of the recurrent one then.</param>
    public abstract void AddWeights(WordOrder order, int gate, int panel);

    /// <summary>The gradients of the biases.</summary>
    public abstract void AddBiases(WordOrder order);

    /// <summary>The gradients of what some words were.</summary>
    public abstract void ToInputs(int firstWord, int words);

    /// <inheritdoc />
    public virtual void Dispose()
    {
        Weights.Dispose();
        States.Dispose();
        Gradient.Dispose();
    }
}
