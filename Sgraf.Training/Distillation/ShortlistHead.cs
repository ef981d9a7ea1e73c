using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Distillation;

/// <summary>Two linear layers, one for images and one for captions, whose inner product is to rank as the scorer does.</summary>
internal sealed class ShortlistHead : Module
{
    [ComponentName(Name = "image")] private readonly Linear _image;
    [ComponentName(Name = "text")] private readonly Linear _text;
    [ComponentName(Name = "log_scale")] private readonly Parameter _logScale;

    /// <param name="axes">What both layers start from, (K, G).</param>
    public ShortlistHead(Tensor axes) : base(nameof(ShortlistHead))
    {
        _image = Linear(axes.shape[1], axes.shape[0]);
        _text = Linear(axes.shape[1], axes.shape[0]);
        _logScale = new Parameter(tensor(0f));
        using var untracked = no_grad();
        foreach (var layer in (Linear[])[_image, _text])
        {
            layer.weight!.copy_(axes);
            layer.bias!.zero_();
        }
        RegisterComponents();
    }

    /// <summary>Says which logit a product of one stands for; learned from then on.</summary>
    public void Scale(double logit)
    {
        using var untracked = no_grad();
        using var value = tensor((float)Math.Log(logit));
        _logScale.copy_(value);
    }

    /// <summary>The logits that it expects, up to an offset that all have.</summary>
    /// <param name="images">(B, G)</param>
    /// <param name="captions">(C, G)</param>
    /// <returns>(B, C)</returns>
    public Tensor Logits(Tensor images, Tensor captions)
    {
        using var scope = NewDisposeScope();
        var products = _image.call(images).mm(_text.call(captions).t());        // (B, C)
        return products.mul(_logScale.exp()).MoveToOuterDisposeScope();
    }

    /// <summary>The layers as a bundle stores them.</summary>
    public IReadOnlyDictionary<string, WeightTensor> ToTensors() => this.AllTensors()
        .Where(tensor => tensor.Name != "log_scale")
        .ToDictionary(tensor => tensor.Name, tensor => NetworkWeights.Read(tensor.Tensor), StringComparer.Ordinal);
}
