using System.Collections;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>A list equal to another with equal elements, so that two syntax trees can be compared.</summary>
internal sealed class Sequence<T>(IEnumerable<T> items) : IReadOnlyList<T>, IEquatable<Sequence<T>>
{
    public static readonly Sequence<T> Empty = new([]);

    private readonly T[] _items = [.. items];

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    public bool Equals(Sequence<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as Sequence<T>);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }
}
