namespace Entente.Crm.Push;

/// <summary>
/// Gathers what comes at the same time: the first begins a round at once, and all who come while it is under way go together in the
/// next. So a round always begins after its items came, one runs at a time, and under load its costs are shared.
/// </summary>
/// <param name="most">Items of one round.</param>
/// <param name="round">Answers its items in their order. When it fails for several, each is tried alone: one must not spoil the others.</param>
internal sealed class Rounds<TItem, TAnswer>(int most, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> round)
{
    private readonly Lock gate = new();
    private readonly Queue<Guest> waiting = new();
    private bool running;

    public Task<TAnswer> Join(TItem item)
    {
        var guest = new Guest(item, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            waiting.Enqueue(guest);
            if (running)
                return guest.Answer.Task;
            running = true;
        }
        _ = Run();
        return guest.Answer.Task;
    }

    private async Task Run()
    {
        while (Next() is { Count: > 0 } guests)
        {
            if (!await Together(guests))
            {
                foreach (var guest in guests)
                    await Alone(guest);
            }
        }
    }

    private List<Guest> Next()
    {
        lock (gate)
        {
            var guests = new List<Guest>();
            while (guests.Count < most && waiting.TryDequeue(out var guest))
                guests.Add(guest);
            running = guests.Count > 0;
            return guests;
        }
    }

    private async Task<bool> Together(List<Guest> guests)
    {
        if (guests.Count == 1)
            return false;
        try
        {
            var answers = await round(guests.ConvertAll(g => g.Item));
            for (var i = 0; i < guests.Count; i++)
                guests[i].Answer.SetResult(answers[i]);
            return true;
        }
#pragma warning disable CA1031 // Whatever it was: tried again one by one, and told to whom it belongs.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private async Task Alone(Guest guest)
    {
        try
        {
            guest.Answer.SetResult((await round([guest.Item]))[0]);
        }
#pragma warning disable CA1031 // Told to whoever waits for it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            guest.Answer.SetException(failure);
        }
    }

    private sealed record Guest(TItem Item, TaskCompletionSource<TAnswer> Answer);
}
