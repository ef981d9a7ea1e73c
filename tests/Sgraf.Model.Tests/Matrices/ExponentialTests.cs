using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Tests.Matrices;

public sealed class ExponentialTests
{
    [Fact]
    public void Agrees_with_double_precision_to_two_units_in_the_last_place()
    {
        for (var value = -87f; value < 88; value += 0.00371f)
        {
            var exact = Math.Exp(value);
            Assert.InRange(Exponential.Of(Vector512.Create(value))[7] / exact - 1, -2.4e-7, 2.4e-7);
        }
    }

    [Fact]
    public void Is_zero_where_the_result_would_be_too_small_and_finite_where_it_would_be_too_large()
    {
        Assert.Equal(0, Exponential.Of(Vector512.Create(-88f))[0]);
        Assert.Equal(0, Exponential.Of(Vector512.Create(float.NegativeInfinity))[0]);
        Assert.True(float.IsFinite(Exponential.Of(Vector512.Create(1000f))[0]));
        Assert.Equal(1, Exponential.Of(Vector512<float>.Zero)[0]);
    }
}
