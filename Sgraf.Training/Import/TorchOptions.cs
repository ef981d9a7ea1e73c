using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>The options a published checkpoint was trained with, held against the shapes of its weights.</summary>
internal static class TorchOptions
{
    /// <summary>The sizes from the shapes, with the switches of the norms, which only the options tell.</summary>
    /// <exception cref="CheckpointException">Options contradict shapes: each is listed.</exception>
    internal static NetworkSizes Complete(string path, TorchCheckpoint checkpoint)
    {
        var shapes = checkpoint.Weights.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Shape);
        var sizes = NetworkSizes.Infer(path, shapes);
        var problems = Expected(sizes)
            .Where(option => checkpoint.Options.TryGetValue(option.Key, out var stated) && !Equals(stated, option.Value))
            .Select(option =>
                $"\n- {option.Key} is {TorchGlobals.Describe(checkpoint.Options[option.Key])}, the shapes say {option.Value}")
            .ToList();
        if (problems.Count > 0)
            throw new CheckpointException($"{path}: the options (opt) contradict the weights:{string.Concat(problems)}");
        return sizes with
        {
            Config = sizes.Config with
            {
                NormalizeImages = !IsSet(path, checkpoint, "no_imgnorm"),
                NormalizeTexts = !IsSet(path, checkpoint, "no_txtnorm"),
            },
        };
    }

    /// <summary>What the options must be if they are there at all, by their official names.</summary>
    private static Dictionary<string, object> Expected(NetworkSizes sizes)
    {
        var config = sizes.Config;
        var expected = new Dictionary<string, object>
        {
            ["img_dim"] = (long)config.FeatureSize,
            ["word_dim"] = (long)config.WordSize,
            ["embed_size"] = (long)config.JointSize,
            ["sim_dim"] = (long)config.SimilaritySize,
            ["vocab_size"] = (long)config.VocabularySize,
            ["num_layers"] = (long)config.GruLayers,
            ["bi_gru"] = config.Bidirectional,
            ["module_name"] = sizes.Module == SimilarityModule.Sgr ? "SGR" : "SAF",
        };
        if (sizes.Module == SimilarityModule.Sgr)
            expected["sgr_step"] = (long)config.GraphSteps;
        return expected;
    }

    private static bool IsSet(string path, TorchCheckpoint checkpoint, string option) => checkpoint.Options.GetValueOrDefault(option) switch
    {
        null => false,
        bool isSet => isSet,
        var other => throw new CheckpointException($"{path}: expected the option {option} to be true or false, found {other}."),
    };
}
