//! What moves together: things that were joined have one root (Galler, Fischer 1964, *An improved equivalence algorithm*, with paths
//! halved; the smaller number is the root, so that the order in which things are joined does not show).

#[derive(Clone, Debug)]
pub(super) struct Joined(Vec<u32>);

impl Joined {
    /// So many things, each by itself.
    pub(super) fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn root(&mut self, mut v: u32) -> u32 {
        while self.0[v as usize] != v {
            self.0[v as usize] = self.0[self.0[v as usize] as usize];
            v = self.0[v as usize];
        }
        v
    }

    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
