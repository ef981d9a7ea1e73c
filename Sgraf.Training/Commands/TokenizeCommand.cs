using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

internal static class TokenizeCommand
{
    public static SgrafCommand Create() => new("tokenize", "Splits captions into words.")
    {
        Examples = ["sgraf tokenize < captions.txt"],
        Run = (_, session) => session.Output.WriteLine("[]"),
    };
}
