using Messaging;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Security;
using Portal.Security.Keys;
using Portal.Security.People;
using Portal.Security.Sessions;

namespace Portal.Setup;

/// <summary>What happens before the portal listens: checks, migrations, the first administrator, seeds.</summary>
internal static class PortalStart
{
    /// <summary>Prints every error of the configuration, each with its key, and says whether there is none.</summary>
    public static bool HasValidConfiguration(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return true;
        }
        catch (OptionsValidationException e)
        {
            Print(e.Failures);
        }
        catch (InvalidOperationException e)
        {
            Print([e.Message]); // a value that cannot be converted; the message names its key
        }
        catch (AggregateException e)
        {
            Print(e.InnerExceptions.SelectMany(x => x is OptionsValidationException invalid ? invalid.Failures : [x.Message]));
        }

        return false;
    }

    /// <summary>
    /// Everything that must be there before the first request: schemas, the broker, the first administrator, the seeds. Answers
    /// with the administrator's password where it was made up just now.
    /// </summary>
    public static async Task<string?> PrepareAsync(this WebApplication app)
    {
        foreach (var migration in app.Services.GetServices<IDatabaseMigration>())
            await migration.RunAsync(CancellationToken.None);

        // Opened here and not by the first who needs it: a damaged broker.db stops the start.
        _ = app.Services.GetRequiredService<IBroker>();
        var seeding = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Seed;
        if (bool.TryParse(seeding, out var wanted) ? wanted : app.Environment.IsDevelopment())
        {
            foreach (var seed in app.Services.GetServices<ISeed>())
                await seed.RunAsync(CancellationToken.None);
        }

        await using var scope = app.Services.CreateAsyncScope();
        var password = await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().EnsureAsync();
        await scope.ServiceProvider.GetRequiredService<ConfiguredPeople>().EnsureAsync();
        if (await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().RestoreAsync())
            SecurityLog.AdministratorRestored(app.Logger, FirstAdministrator.Name);

        // What a cookie or a key is worth is asked of memory from here on: people first, a key and a session need whose they are.
        await app.Services.GetRequiredService<PeopleBook>().LoadAsync(CancellationToken.None);
        await app.Services.GetRequiredService<KeyBook>().LoadAsync(CancellationToken.None);
        await app.Services.GetRequiredService<SessionDesk>().LoadAsync(CancellationToken.None);
        return password;
    }

    /// <summary>Says where the portal is and how to come in.</summary>
    public static void Welcome(this WebApplication app, string? madeUpPassword)
    {
        Console.WriteLine();
        Console.WriteLine($"  Portal is ready: {string.Join("  ", app.Urls)}");
        Console.WriteLine(madeUpPassword is null
            ? $"  Sign in as '{FirstAdministrator.Name}'."
            : $"  Sign in as '{FirstAdministrator.Name}' with password '{madeUpPassword}' (shown this once).");
        Console.WriteLine();
    }

    private static void Print(IEnumerable<string> failures)
    {
        Console.Error.WriteLine("The configuration is not valid; nothing was started:");
        foreach (var failure in failures)
            Console.Error.WriteLine("  - " + failure);
    }
}
