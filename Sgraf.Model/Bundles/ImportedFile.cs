namespace Sgraf.Model.Bundles;

/// <summary>A file that a bundle was made from.</summary>
/// <param name="Name">Its name, without folders.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal digits.</param>
/// <param name="Epoch">Epochs of training behind it, where the file says so.</param>
/// <param name="BestRsum">The sum of the six recalls on development data, in percent, where the file says so.</param>
public sealed record ImportedFile(string Name, string Sha256, long? Epoch = null, double? BestRsum = null);
