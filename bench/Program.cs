using Bench;

if (args is [BacklogChild.Command, var directory])
    return await BacklogChild.RunAsync(directory);
if (args is not [var name, .. var rest] || Benches.All.SingleOrDefault(b => b.Name == name) is not { } bench)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- <name> [options] [--json]");
    foreach (var known in Benches.All)
        Console.Error.WriteLine($"  {known.Name,-9} {string.Join(' ', known.Options),-20} {known.About}");
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
return 0;
