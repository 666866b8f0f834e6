namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>How values of fields compare: text without case, everything else by its own order. Ids are text of one case, so they compare alike.</summary>
internal static class Values
{
    public static readonly IEqualityComparer<object> Equality = new ValueEquality();

    public static bool Same(object? left, object? right) =>
        left is null || right is null ? left is null && right is null : Equality.Equals(left, right);

    /// <summary>Order of two values of the same type.</summary>
    public static int Compare(object left, object right) =>
        (left, right) switch
        {
            (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            (IComparable a, _) when a.GetType() == right.GetType() => a.CompareTo(right),
            _ => throw new InvalidOperationException($"{left.GetType().Name} and {right.GetType().Name} have no order."),
        };

    /// <summary>Rows by a value, nulls at the end asked for.</summary>
    public static IComparer<object?> Order(bool descending, bool nullsLast) =>
        Comparer<object?>.Create(
            (left, right) =>
                (left, right) switch
                {
                    (null, null) => 0,
                    (null, _) => nullsLast ? 1 : -1,
                    (_, null) => nullsLast ? -1 : 1,
                    _ => descending ? Compare(right, left) : Compare(left, right),
                }
        );

    private sealed class ValueEquality : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) =>
            x is string a && y is string b ? a.Equals(b, StringComparison.OrdinalIgnoreCase) : object.Equals(x, y);

        public int GetHashCode(object obj) => obj is string text ? StringComparer.OrdinalIgnoreCase.GetHashCode(text) : obj.GetHashCode();
    }
}
