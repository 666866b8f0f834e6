using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entente.Collaboration.Intake.Smtp;

/// <summary>Listens for mail. When all its lines are taken, further clients wait at the socket: that is the back-pressure.</summary>
public sealed partial class SmtpServer(SmtpOptions options, MailDoor door, TimeProvider clock, ILogger<SmtpServer> log) : BackgroundService
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens, once it does.</summary>
    public Task<int> Port => _port.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new TcpListener(options.Address, options.Port);
        listener.Start(options.MostConnections);
        _port.SetResult(((IPEndPoint)listener.LocalEndpoint).Port);
        using var lines = new SemaphoreSlim(options.MostConnections);
        try
        {
            while (true)
            {
                await lines.WaitAsync(stoppingToken);
                if (await Accept(listener, stoppingToken) is { } client)
                    _ = Serve(client, lines, stoppingToken);
                else
                    lines.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    // Null when the system could not give one: out of descriptors, a client that was gone before it was taken.
    private async Task<TcpClient?> Accept(TcpListener listener, CancellationToken ct)
    {
        try
        {
            return await listener.AcceptTcpClientAsync(ct);
        }
        catch (SocketException failure)
        {
            NotAccepted(log, failure);
            await Task.Delay(Breath, clock, ct);
            return null;
        }
    }

    private async Task Serve(TcpClient client, SemaphoreSlim lines, CancellationToken ct)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                var peer = (client.Client.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "unknown";
                await new SmtpConversation(options, door, peer, clock, log).Run(client.GetStream(), ct);
            }
        }
        catch (Exception gone)
            when (gone is IOException or OperationCanceledException or SocketException or AuthenticationException or ObjectDisposedException
            )
        {
            // The client went away or fell silent: what it had not finished is not ours.
        }
#pragma warning disable CA1031 // One conversation must not end the others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(log, failure);
        }
        finally
        {
            if (!ct.IsCancellationRequested)
                lines.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "A mail connection could not be taken; listening goes on")]
    private static partial void NotAccepted(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "A mail conversation ended by a fault of ours")]
    private static partial void Failed(ILogger logger, Exception failure);
}
