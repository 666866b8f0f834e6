using Entente.Crm.Push;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>Deliveries that come together share a round; none waits for a second one, and none spoils the others.</summary>
public sealed class RoundsTests
{
    [Fact]
    public async Task What_comes_while_a_round_is_under_way_goes_together_in_the_next()
    {
        var (hold, rounds) = (new TaskCompletionSource(), new List<int[]>());
        var all = new Rounds<int, int>(
            100,
            async items =>
            {
                lock (rounds)
                    rounds.Add([.. items]);
                await hold.Task;
                return [.. items.Select(i => i * 10)];
            }
        );
        var first = all.Join(1);
        var others = Enumerable.Range(2, 4).Select(all.Join).ToList();
        first.IsCompleted.ShouldBeFalse("nobody is answered before the round's end");
        hold.SetResult();

        (await first).ShouldBe(10);
        (await Task.WhenAll(others)).ShouldBe([20, 30, 40, 50]);
        rounds.Count.ShouldBe(2);
        rounds[0].ShouldBe([1]);
        rounds[1].ShouldBe([2, 3, 4, 5]);
    }

    [Fact]
    public void Everybody_is_answered_with_their_own_one_round_at_a_time_and_only_the_spoiled_fail() =>
        Prop.ForAll(
                Gen.Choose(1, 7).ToArbitrary(),
                Gen.Choose(0, 40).ListOf().ToArbitrary(),
                (most, items) =>
                {
                    var (under, tooMany, largest) = (0, false, 0);
                    var all = new Rounds<int, int>(
                        most,
                        async batch =>
                        {
                            tooMany |= Interlocked.Increment(ref under) > 1;
                            largest = Math.Max(largest, batch.Count);
                            await Task.Yield();
                            Interlocked.Decrement(ref under);
                            return batch.Any(i => i % 9 == 8) ? throw new InvalidOperationException() : [.. batch.Select(i => i + 100)];
                        }
                    );
                    var asked = items.Select(all.Join).ToList();
                    Task.WhenAll(asked).ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
                    return !tooMany
                        && largest <= most
                        && items
                            .Zip(asked)
                            .All(p =>
                                p.First % 9 == 8 ? p.Second.IsFaulted : p.Second.IsCompletedSuccessfully && p.Second.Result == p.First + 100
                            );
                }
            )
            .QuickCheckThrowOnFailure();
}
