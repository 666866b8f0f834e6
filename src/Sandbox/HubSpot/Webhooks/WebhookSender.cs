using System.Text.Json;
using System.Threading.Channels;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Webhooks;

/// <param name="Status">HTTP status of the answer; 0 when there was none; -1 when the fault switch dropped it.</param>
internal sealed record WebhookDelivery(DateTimeOffset At, string TargetUrl, int Events, int Attempt, int Status);

/// <summary>
/// Tells subscribed apps of changes: gathers what happens within a twentieth of a second, posts arrays of at most 100 events
/// with a version 3 signature, waits five seconds for a 2xx and retries on the given schedule. No order is promised.
/// </summary>
internal sealed class WebhookSender(
    CrmStore store,
    WebhookSubscriptions subscriptions,
    WebhookEvents events,
    SandboxOptions options,
    TimeProvider clock,
    Faults faults,
    ILogger<WebhookSender> log
) : BackgroundService
{
    private const int MaxEvents = 100;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Channel<IReadOnlyList<Change>> changes = Channel.CreateUnbounded<IReadOnlyList<Change>>();
    private readonly SemaphoreSlim concurrent = new(10);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };
    private readonly Queue<WebhookDelivery> deliveries = new();
    private CancellationTokenSource epoch = new();
    private IDisposable? feed;
    private double retryScale = 1;

    /// <summary>The waits between attempts times this.</summary>
    public double RetryScale
    {
        get => Volatile.Read(ref retryScale);
        set => Volatile.Write(ref retryScale, value);
    }

    /// <summary>The last thousand attempts.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries()
    {
        lock (deliveries)
            return [.. deliveries];
    }

    /// <summary>Gives up everything still waiting to be sent or retried.</summary>
    public void Forget()
    {
        Interlocked.Exchange(ref epoch, new()).Cancel();
        while (changes.Reader.TryRead(out _))
        {
            // Emptied on purpose.
        }
        RetryScale = 1;
        lock (deliveries)
            deliveries.Clear();
    }

    /// <summary>Listens from here on, before the sandbox answers its first call: the loop itself starts in the background.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.WebhookTarget is { } target)
            subscriptions.Put(new(target));
        feed = store.Subscribe(batch => changes.Writer.TryWrite(batch));
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await changes.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gather, stoppingToken);
            var gathered = new List<Change>();
            while (changes.Reader.TryRead(out var batch))
                gathered.AddRange(batch);
            foreach (var subscription in subscriptions.Told())
            {
                foreach (var batch in gathered.SelectMany(c => events.Of(c, subscription)).Chunk(MaxEvents))
                    _ = Deliver(subscription, batch, stoppingToken);
            }
        }
    }

    public override void Dispose()
    {
        feed?.Dispose();
        http.Dispose();
        concurrent.Dispose();
        epoch.Dispose();
        base.Dispose();
    }

    private async Task Deliver(WebhookSubscription to, WebhookEvent[] batch, CancellationToken stopping)
    {
        var fate = faults.Push(new(Protocol.HubSpot, "POST", to.TargetUrl, Objects: [.. batch.Select(e => e.TypeId).Distinct()]));
        if (fate.Drop)
        {
            Note(to, batch.Length, 0, -1);
            return;
        }
        if (fate.Shuffle is { } seed)
            batch = [.. Chance.Shuffled(batch, seed)];
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, epoch.Token);
        try
        {
            await Task.Delay(fate.Delay, both.Token);
            await Task.WhenAll(Enumerable.Range(0, fate.Copies).Select(_ => Insist(to, batch, both.Token)));
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // Stopping or reset: nobody waits for these any more.
        }
    }

    private async Task Insist(WebhookSubscription to, WebhookEvent[] batch, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            var status = await Post(to, [.. batch.Select(e => e with { AttemptNumber = attempt })], ct);
            Note(to, batch.Length, attempt, status);
            if (status is >= 200 and < 300)
                return;
            if (attempt >= options.WebhookRetries.Count)
            {
                log.LogWarning(
                    "Gave up a webhook of {Count} events to {Target} after {Attempts} attempts.",
                    batch.Length,
                    to.TargetUrl,
                    attempt + 1
                );
                return;
            }
            await Task.Delay(options.WebhookRetries[attempt] * Volatile.Read(ref retryScale), ct);
        }
    }

    /// <summary>One attempt; the status, or 0 when nothing answered in time.</summary>
    private async Task<int> Post(WebhookSubscription to, WebhookEvent[] batch, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(batch, Json);
        var timestamp = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, to.TargetUrl) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "UTF-8" };
        request.Headers.TryAddWithoutValidation(
            "X-HubSpot-Signature-v3",
            Signature.V3(to.AppSecret!, "POST", to.TargetUrl, body, timestamp)
        );
        request.Headers.TryAddWithoutValidation("X-HubSpot-Signature", Signature.V1(to.AppSecret!, body));
        request.Headers.TryAddWithoutValidation("X-HubSpot-Signature-Version", "v1");
        request.Headers.TryAddWithoutValidation(
            "X-HubSpot-Request-Timestamp",
            timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        request.Headers.TryAddWithoutValidation("User-Agent", "HubSpot Connect 2.0 (sandbox)");
        await concurrent.WaitAsync(ct);
        try
        {
            using var answer = await http.SendAsync(request, ct);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return 0;
        }
        finally
        {
            concurrent.Release();
        }
    }

    private void Note(WebhookSubscription to, int events, int attempt, int status)
    {
        lock (deliveries)
        {
            deliveries.Enqueue(new(clock.GetUtcNow(), to.TargetUrl, events, attempt, status));
            if (deliveries.Count > 1_000)
                deliveries.Dequeue();
        }
    }
}
