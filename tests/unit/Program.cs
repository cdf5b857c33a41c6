using Unit.Messaging.Crash;

// The tests; or, started by one of them, a process that is there to be killed.
if (args is [CrashChild.Argument, .. var rest])
    return await CrashChild.RunAsync(rest);
if (args.Contains("--server") || args.Contains("--internal-msbuild-node"))
    return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, (_, _) => { });
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
