using Messaging;
using Microsoft.AspNetCore.Connections;
using Portal.Data;
using Portal.Setup;

SqliteNative.Use();
// Settings lie beside the program; only data is looked for where it was started.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (builder.Configuration.AddSecretFiles() is { } unreadable)
{
    Console.Error.WriteLine(unreadable);
    return 1;
}

if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null)
    builder.WebHost.UseUrls("http://localhost:5080");
builder.WebHost.UseStaticWebAssets();

var dataDirectory = Path.GetFullPath(builder.Configuration["Portal:DataDirectory"] is { Length: > 0 } configured ? configured : "data");
builder.AddPortal(dataDirectory);
await using var app = builder.Build();
if (!app.HasValidConfiguration())
    return 1;

DataDirectoryLock directory;
try
{
    directory = DataDirectoryLock.Take(dataDirectory);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Portal:DataDirectory '{dataDirectory}' cannot be used; is another portal running on it? {e.Message}");
    return 1;
}

using (directory)
{
    var password = await app.PrepareAsync();
    app.MapPortal();
    try
    {
        await app.StartAsync();
    }
    catch (IOException e) when (e.InnerException is AddressInUseException)
    {
        Console.Error.WriteLine($"{e.Message} Choose another one with --urls.");
        await app.StopAsync();
        return 1;
    }

    app.Welcome(password);
    await app.WaitForShutdownAsync();
    return 0;
}
