using System.Diagnostics;

namespace E2E.Support;

/// <summary>A real nginx on a free loopback port that offers a portal under a path.</summary>
public sealed class NginxProcess : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private readonly string _directory = Directory.CreateTempSubdirectory("portal-nginx-").FullName;
    private readonly Process _process;

    private NginxProcess(string portal, string path)
    {
        var port = Loopback.FreePort();
        Url = $"http://127.0.0.1:{port}";
        File.WriteAllText(Path.Combine(_directory, "nginx.conf"), Configuration(port, portal, path));
        _process = Process.Start(new ProcessStartInfo(Program)
        {
            ArgumentList = { "-p", _directory, "-c", "nginx.conf", "-e", "error.log", "-g", "daemon off;" },
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Whether there is one on this machine; <c>test.sh</c> installs it where it can.</summary>
    public static bool IsInstalled => File.Exists(Program);

    public string Url { get; }

    public static async Task<NginxProcess> StartAsync(string portal, string path)
    {
        var nginx = new NginxProcess(portal, path);
        using var http = new HttpClient();
        await Until.TrueAsync(IsAnsweringAsync, () => "nginx answers");
        return nginx;

        async Task<bool> IsAnsweringAsync()
        {
            try
            {
                using var answer = await http.GetAsync(nginx.Url + path + "/health/live");
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string Configuration(int port, string portal, string path) => $$"""
        worker_processes 1;
        pid nginx.pid;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          map $http_upgrade $connection_upgrade { default upgrade; '' close; }
          server {
            listen 127.0.0.1:{{port}};
            location {{path}}/ {
              proxy_pass {{portal}};
              proxy_http_version 1.1;
              proxy_set_header Host $http_host;
              proxy_set_header Upgrade $http_upgrade;
              proxy_set_header Connection $connection_upgrade;
              proxy_set_header X-Forwarded-For $remote_addr;
              proxy_set_header X-Forwarded-Proto $scheme;
              proxy_buffering off;
              proxy_read_timeout 1h;
            }
          }
        }
        """;
}
