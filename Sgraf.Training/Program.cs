using Sgraf.Training.Commands;
using Sgraf.Training.Terminal;

using var streams = StandardStreams.OfProcess();
using var interruption = new Interruption();
return CommandHost.Run(args, AllCommands.Create(), streams, interruption.Token);
