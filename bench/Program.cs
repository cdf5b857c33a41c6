using Bench;
using Bench.Chaos;

// The load of the chaos bench, in a process that is there to be killed; or that bench, which has arguments of its own.
if (args is [ChaosChild.Argument, .. var orders])
    return await ChaosChild.RunAsync(orders);
if (args is [ChaosCommand.Name, .. var options])
    return await ChaosCommand.RunAsync(options);

if (args is [BacklogChild.Command, var directory])
    return await BacklogChild.RunAsync(directory);
if (args is not [var name, .. var rest] || Benches.All.SingleOrDefault(b => b.Name == name) is not { } bench)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- <name> [options] [--json]");
    foreach (var known in Benches.All)
        Console.Error.WriteLine($"  {known.Name,-9} {string.Join(' ', known.Options),-20} {known.About}");
    Console.Error.WriteLine($"  {ChaosCommand.Name,-9} {ChaosOptions.Names,-20} kill -9 under load, again and again, with a checker");
    return 2;
}

BenchArguments arguments;
try
{
    arguments = BenchArguments.Parse(rest, bench.Options);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

Console.WriteLine($"{bench.Name}: {bench.About}");
var result = await bench.RunAsync(arguments);
if (arguments.Has("--json"))
    Console.WriteLine(result.ToJsonString());
return Environment.ExitCode; // a bench that holds something against rules says so
