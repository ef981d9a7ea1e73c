namespace Sgraf.Model.Bundles;

/// <summary>How a safetensors file stores the values of a tensor; the names are those of the format.</summary>
public enum SafetensorsType
{
    /// <summary>IEEE double precision.</summary>
    F64,

    /// <summary>Whole numbers of 64 bits: counters and ids.</summary>
    I64,

    /// <summary>IEEE single precision, the default.</summary>
    F32,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>The upper half of single precision.</summary>
    BF16,
}
