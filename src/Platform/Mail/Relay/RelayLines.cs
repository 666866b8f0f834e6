using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Entente.Platform.Mail.Relay;

/// <summary>
/// The open connections to the relay, kept for the next mail. While it cannot be reached nobody knocks but one, after growing pauses; a mail
/// that finds it shut has lost nothing.
/// </summary>
internal sealed class RelayLines(RelaySettings settings, string name, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>A relay hangs up on who says nothing; a line that rested longer is not trusted.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);
    private const int MostMails = 100;

    private readonly ConcurrentBag<(SmtpLine Line, DateTimeOffset Since)> idle = [];
    private readonly SemaphoreSlim free = new(settings.Lines);
    private readonly Lock gate = new();
    private RelayRest? rest;
    private int failures;

    /// <summary>Since when and why nothing goes out, and when it is tried again; null while it works.</summary>
    public RelayRest? Resting
    {
        get
        {
            lock (gate)
                return rest;
        }
    }

    public async Task<Handover> Give(
        Envelope envelope,
        ReadOnlyMemory<byte> mail,
        Func<CancellationToken, Task> beforeEnd,
        CancellationToken ct
    )
    {
        await free.WaitAsync(ct);
        try
        {
            if (Resting is { } resting && resting.Until > clock.GetUtcNow())
                return new(HandoverEnd.Shut, resting.Why, Until: resting.Until);
            return await OnALine(envelope, mail, beforeEnd, ct);
        }
        catch (RelayShutException shut)
        {
            var until = Shut(shut.Message).Until;
            return new(HandoverEnd.Shut, shut.Message, Until: until);
        }
        finally
        {
            free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var one))
            await one.Line.DisposeAsync();
        free.Dispose();
    }

    private async Task<Handover> OnALine(
        Envelope envelope,
        ReadOnlyMemory<byte> mail,
        Func<CancellationToken, Task> beforeEnd,
        CancellationToken ct
    )
    {
        var (line, used) = await Take(ct);
        while (true)
        {
            var begun = false;
            try
            {
                var handover = await line.Give(envelope, mail, Begin, ct);
                Works();
                await Back(line);
                return handover;
            }
            catch (Exception failure) when (failure is IOException or SocketException or LineBrokenException && !begun)
            {
                await line.DisposeAsync();
                // It rested, and the relay hung up meanwhile: that says nothing about this mail.
                if (!used)
                    return Handover.Later(failure.Message);
                (line, used) = (await SmtpLine.Open(settings, name, ct), false);
            }
            catch
            {
                await line.DisposeAsync();
                throw;
            }

            Task Begin(CancellationToken token)
            {
                begun = true;
                return beforeEnd(token);
            }
        }
    }

    private async Task<(SmtpLine Line, bool Used)> Take(CancellationToken ct)
    {
        while (idle.TryTake(out var one))
        {
            if (clock.GetUtcNow() - one.Since < Rest)
                return (one.Line, true);
            await one.Line.DisposeAsync();
        }
        return (await SmtpLine.Open(settings, name, ct), false);
    }

    private async Task Back(SmtpLine line)
    {
        if (line.IsGood && line.Mails < MostMails)
            idle.Add((line, clock.GetUtcNow()));
        else
            await line.DisposeAsync();
    }

    private void Works()
    {
        lock (gate)
            (rest, failures) = (null, 0);
    }

    private RelayRest Shut(string why)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            // Several lines fail at once: one pause.
            if (rest is not null && rest.Until > now)
                return rest;
            failures++;
            return rest = new(rest?.Since ?? now, now + Pause(failures), why);
        }
    }

    /// <summary>Five seconds, ten, … at most five minutes.</summary>
    internal static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(Math.Min(300, 5 * Math.Pow(2, Math.Clamp(failures - 1, 0, 10))));
}

/// <summary>The relay takes nothing.</summary>
/// <param name="Until">Then it is tried again.</param>
public sealed record RelayRest(DateTimeOffset Since, DateTimeOffset Until, string Why);
