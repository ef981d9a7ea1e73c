using System.CommandLine;
using Sgraf.Model.Bundles;
using Sgraf.Training.Commands;
using Sgraf.Training.Terminal;
using Sgraf.Training.Tests.Commands;

namespace Sgraf.Training.Tests.Terminal;

public sealed class CommandHostTests
{
    private const int DiskFull = 28;
    private const int BrokenPipe = 32;

    public static TheoryData<string> Names => [.. AllCommands.Create().Select(command => command.Name)];

    [Theory]
    [InlineData("sgraf score: --features is empty;", "score", "--bundle", "b", "--features", "", "--captions", "c", "--out", "o")]
    [InlineData("sgraf score: --captions is empty;", "score", "--bundle", "b", "--features", "f", "--captions", "", "--out", "o")]
    [InlineData("sgraf features: --detector is empty;", "features", "--detector", "", "--images", "i", "--out", "o")]
    [InlineData("sgraf features: --out is empty;", "features", "--detector", "d", "--images", "i", "--out", "")]
    [InlineData("sgraf vocab: --captions is empty;", "vocab", "--captions", "a", "", "--out", "o")]
    [InlineData("sgraf train: --out is empty;", "train", "--data", "d", "--module", "dual", "--out", " ")]
    [InlineData("sgraf detector check: FILE is empty;", "detector", "check", "")]
    [InlineData("sgraf inspect: DIR|FILE is empty;", "inspect", "")]
    public void An_empty_word_is_wrong_usage_of_the_option_it_is_given_to(string problem, params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.Equal((ExitCode.WrongUsage, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(problem, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_returns_is_done()
    {
        var result = Run(session => session.Output.WriteLine("result"));
        Assert.Equal(new CommandLine(ExitCode.Done, "result\n", ""), result);
    }

    [Fact]
    public void Help_lists_every_command()
    {
        var result = CommandLine.Run("--help");
        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.All(AllCommands.Create(), command => Assert.Contains($"\n  {command.Name} ", result.Output));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_help_of_a_command_shows_examples_of_its_own(string name)
    {
        var result = CommandLine.Run(name, "--help");
        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Contains($"\nExamples:\n  sgraf {name}", result.Output);
        Assert.Contains("--json", result.Output);
    }

    [Theory, MemberData(nameof(Names))]
    public void An_option_that_takes_a_number_refuses_a_word(string name)
    {
        var command = AllCommands.Create().Single(command => command.Name == name);
        Assert.All(command.Options.Where(option => option.ValueType == typeof(int) || option.ValueType == typeof(int?)), option =>
        {
            var result = CommandLine.Run(name, option.Name, "many");
            Assert.Equal((ExitCode.WrongUsage, ""), (result.ExitCode, result.Output));
            Assert.StartsWith($"sgraf {name}: ", result.Error);
        });
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_example_is_accepted_by_the_parser(string name)
    {
        var command = AllCommands.Create().Single(command => command.Name == name);
        Assert.All(command.Examples, example =>
        {
            var words = example.Split([" <", " >", " |"], StringSplitOptions.None)[0].Split(' ')[2..];
            Assert.Empty(command.Parse([.. words.Where(word => word != "--json")]).Errors);
        });
    }

    [Theory]
    [InlineData("sgraf: Required command was not provided. See sgraf --help.\n")]
    [InlineData("sgraf: Unrecognized command or argument 'scroe'. See sgraf --help.\n", "scroe", "--out", "S.npy")]
    [InlineData("sgraf work: Unrecognized command or argument '--loud'. See sgraf work --help.\n", "work", "--loud")]
    [InlineData("sgraf work: Cannot parse argument 'many' for option '--count' as expected type 'System.Int32'. See sgraf work --help.\n", "work", "--count", "many")]
    public void Wrong_usage_is_one_line_and_exit_code_2(string error, params string[] arguments)
    {
        var result = CommandLine.Run([Command(_ => Assert.Fail())], Stream.Null, CancellationToken.None, arguments);
        Assert.Equal((ExitCode.WrongUsage, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(error, result.Error);
    }

    [Fact]
    public void A_failure_is_its_message_and_exit_code_1()
    {
        var result = Run(_ => throw new CheckpointException("model.json has no field seed; write it again."));
        Assert.Equal(new CommandLine(ExitCode.Failed, "", "sgraf work: model.json has no field seed; write it again.\n"), result);
    }

    [Fact]
    public void A_missing_file_is_named_with_the_remedy()
    {
        var result = Run(_ => File.OpenRead("/absent.txt"));
        Assert.Equal((ExitCode.Failed, "sgraf work: /absent.txt does not exist; check the path.\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void A_missing_folder_is_named_with_the_remedy()
    {
        var result = Run(_ => File.OpenRead("/absent/file.txt"));
        Assert.Equal("sgraf work: Could not find a part of the path '/absent/file.txt'; check the path.\n", result.Error);
    }

    [Fact]
    public void A_full_disk_comes_with_the_remedy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The number of the error is that of Linux and macOS.");
        var result = Run(_ => throw new IOException("No space left on device : '/data/S.npy'", DiskFull));
        Assert.Equal("sgraf work: No space left on device : '/data/S.npy'; free some space and run the command again.\n", result.Error);
    }

    [Fact]
    public void A_fault_of_sgraf_is_one_sentence_that_tells_how_to_see_the_trace()
    {
        var result = Run(_ => throw new InvalidOperationException("The impossible happened."));
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal(
            "sgraf work: unexpected InvalidOperationException: The impossible happened; this is a fault of sgraf, SGRAF_TRACE=1 shows where.\n",
            result.Error);
    }

    [Fact]
    public void A_failure_on_a_worker_thread_reads_like_any_other()
    {
        var result = Run(_ => Task.Run(() => throw new CommandException("It failed there.")).Wait());
        Assert.Equal((ExitCode.Failed, "sgraf work: It failed there.\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void A_cancelled_command_is_interrupted()
    {
        using var source = new CancellationTokenSource();
        var result = CommandLine.Run([Command(session => { source.Cancel(); session.Cancellation.ThrowIfCancellationRequested(); })], Stream.Null, source.Token, "work");
        Assert.Equal((ExitCode.Interrupted, "sgraf work: interrupted.\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Waiting_for_input_ends_when_the_command_is_cancelled()
    {
        using var input = new SilentStream();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var result = CommandLine.Run([Command(session => session.Input.ReadByte())], input, source.Token, "work");
        Assert.Equal(ExitCode.Interrupted, result.ExitCode);
    }

    [Fact]
    public void A_closed_pipe_ends_the_command_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The number of the error is that of Linux and macOS.");
        var result = Run(_ => throw new IOException("Broken pipe", BrokenPipe));
        Assert.Equal(new CommandLine(ExitCode.Done, "", ""), result);
    }

    private static CommandLine Run(Action<Session> work) => CommandLine.Run([Command(work)], Stream.Null, CancellationToken.None, "work");

    private static SgrafCommand Command(Action<Session> work) => new("work", "Does what the test says.")
    {
        Examples = ["sgraf work"],
        Run = (_, session) => work(session),
        Options = { new Option<int>("--count") },
    };

    /// <summary>An input on which nobody types, until it is closed.</summary>
    private sealed class SilentStream : MemoryStream
    {
        private readonly ManualResetEventSlim _closed = new();

        public override int Read(byte[] buffer, int offset, int count)
        {
            _closed.Wait();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _closed.Set();
            base.Dispose(disposing);
        }
    }
}
