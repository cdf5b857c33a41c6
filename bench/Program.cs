using Bench;

var json = args.Contains("--json");
var names = args.Where(a => a != "--json").ToArray();
if (names is not [var name] || Benches.All.SingleOrDefault(b => b.Name == name) is not { } bench)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- <name> [--json]");
    foreach (var known in Benches.All)
        Console.Error.WriteLine($"  {known.Name,-10} {known.About}");
    return 2;
}

Console.WriteLine($"{bench.Name}: {bench.About}");
var result = await bench.RunAsync();
if (json)
    Console.WriteLine(result.ToJsonString());
return 0;
