namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>The embeddings or the vector of a picture or caption cannot be read.</summary>
internal sealed class DamagedItemException : Exception
{
    /// <param name="number">Its number in the catalogue.</param>
    /// <param name="isPicture">Whether it is a picture.</param>
    /// <param name="inner">What is wrong with the file.</param>
    public DamagedItemException(long number, bool isPicture, Exception inner) : base(inner.Message, inner) =>
        (Number, IsPicture) = (number, isPicture);

    /// <summary>Its number in the catalogue.</summary>
    public long Number { get; }

    /// <summary>Whether it is a picture.</summary>
    public bool IsPicture { get; }
}
