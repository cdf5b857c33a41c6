using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bench;

/// <summary>The files and environment of a private node.</summary>
/// <param name="Port">AMQP.</param>
/// <param name="HttpPort">Its HTTP interface; 0 where it is not asked for, as its figures take processor time.</param>
/// <param name="EpmdPort">Erlang's port mapper.</param>
/// <param name="PidFile">Holds the server's process id.</param>
/// <param name="LogDirectory">Where it writes its log.</param>
/// <param name="Environment">Of the server's process.</param>
internal sealed record RabbitSettings(
    int Port, int HttpPort, int EpmdPort, string PidFile, string LogDirectory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The server itself, without Debian's wrapper, which changes to the user of the system's node.</summary>
    public const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public static RabbitSettings Write(string directory, bool withHttp)
    {
        var (port, distribution, epmd) = (FreePort(), FreePort(), FreePort());
        var http = withHttp ? FreePort() : 0;
        string In(string name) => Path.Combine(directory, name);
        File.WriteAllText(In("rabbitmq.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.local = 127.0.0.1:{port}
            disk_free_limit.absolute = 100MB
            log.file.level = warning
            {(withHttp ? $"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {http}" : "")}

            """));
        File.WriteAllText(In("enabled_plugins"), withHttp ? "[rabbitmq_management].\n" : "[].\n");
        File.WriteAllText(In("env.conf"), "");
        return new RabbitSettings(port, http, epmd, In("pid"), In("log"), new Dictionary<string, string>
        {
            ["HOME"] = directory,
            ["RABBITMQ_NODENAME"] = "bench@localhost",
            ["RABBITMQ_DIST_PORT"] = distribution.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = In("env.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = In("mnesia"),
            ["RABBITMQ_LOG_BASE"] = In("log"),
            ["RABBITMQ_PID_FILE"] = In("pid"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["ERL_EPMD_PORT"] = epmd.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["LANG"] = "C.UTF-8",
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
