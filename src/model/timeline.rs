//! Who is active, made and gone while the steps of a sequence are read: the checks behind `activate`, `return`, `create` and
//! their like, and the balance of activations across fragments.
//!
//! An activation is a bar along a lifeline, and a picture has one time axis; so what happens in one branch of an `alt` must
//! not end a bar that the next branch still needs. A bar that was open before a fragment therefore ends inside it only where
//! every branch ends it (at the last of them) or where the fragment always happens (`par`, `group`); otherwise it goes on to the
//! next reply, and if there is none, it ends at the last of those that could have been its end.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{ElementId, FragmentOperator, MessageEnd, Step, StepKind};
use crate::source::Span;

/// One open bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    serial: usize,
    pub cause: Cause,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The block of the call; ends with it.
    Block,
    /// `activate`, after a message from `caller` where there was one.
    Word { caller: Option<MessageEnd>, span: Span },
}

/// A call whose block is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub caller: MessageEnd,
    pub callee: ElementId,
}

type Bars = BTreeMap<ElementId, Vec<Bar>>;

#[derive(Debug, Default)]
pub(super) struct Timeline {
    pub participants: Vec<ElementId>,
    known: BTreeSet<ElementId>,
    /// Those that a step has touched already.
    used: BTreeSet<ElementId>,
    pub calls: Vec<Call>,
    /// Messages read so far.
    pub messages: usize,
    bars: Bars,
    serials: usize,
    /// Each `Deactivate` written into the steps, in that order: whether it stays.
    ends: Vec<bool>,
    /// Of a bar: the ends that were written for it, the last of them last.
    written: BTreeMap<usize, usize>,
    /// Bars whose written end was taken back.
    reopened: BTreeMap<usize, usize>,
    /// Who sent the last message to an element.
    senders: BTreeMap<ElementId, MessageEnd>,
    /// Made by `create`, still without the message that makes it.
    pub awaited: BTreeMap<ElementId, Span>,
    pub destroyed: BTreeMap<ElementId, Span>,
    /// The reply just read has ended a bar of this element: a `deactivate` behind it says the same once more.
    answered: Option<ElementId>,
}

/// Why a bar cannot be ended by `deactivate`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotOpen {
    Inactive,
    /// Its bar belongs to the block of a call.
    Block,
}

impl Timeline {
    /// Puts an element on stage, rightmost, unless it stands there.
    pub fn enter(&mut self, element: ElementId) -> bool {
        let new = self.known.insert(element);
        if new {
            self.participants.push(element);
        }
        new
    }

    /// A step touches the element.
    pub fn touch(&mut self, element: ElementId) {
        self.enter(element);
        self.used.insert(element);
    }

    pub fn is_used(&self, element: ElementId) -> bool {
        self.used.contains(&element)
    }

    pub fn sent(&mut self, from: MessageEnd, to: MessageEnd) {
        if let MessageEnd::Participant(to) = to {
            self.senders.insert(to, from);
        }
    }

    /// Forgets that a reply stood directly before.
    pub fn next_step(&mut self) -> Option<ElementId> {
        self.answered.take()
    }

    fn open(&mut self, element: ElementId, cause: Cause) {
        self.bars.entry(element).or_default().push(Bar { serial: self.serials, cause });
        self.serials += 1;
    }

    pub fn activate(&mut self, element: ElementId, span: Span) {
        let caller = self.senders.get(&element).copied();
        self.open(element, Cause::Word { caller, span });
    }

    pub fn begin_call(&mut self, call: Call) {
        self.open(call.callee, Cause::Block);
        self.calls.push(call);
    }

    /// Ends the call's bar; bars opened above it inside are closed first: the steps to add.
    pub fn end_call(&mut self, span: Span) -> Vec<Step> {
        let mut steps = Vec::new();
        let Some(call) = self.calls.pop() else { return steps };
        while let Some(bar) = self.bars.get_mut(&call.callee).and_then(Vec::pop) {
            if bar.cause == Cause::Block {
                break;
            }
            steps.push(self.end_step(call.callee, &bar, span));
        }
        steps
    }

    /// `deactivate`: the step to add, or nothing where the reply before has said it.
    pub fn deactivate(
        &mut self,
        element: ElementId,
        answered: Option<ElementId>,
        span: Span,
    ) -> Result<Option<Step>, NotOpen> {
        let bars = self.bars.entry(element).or_default();
        match bars.last().map(|bar| &bar.cause) {
            Some(Cause::Word { .. }) if answered != Some(element) => {
                let bar = bars.pop().expect("it was just seen");
                Ok(Some(self.end_step(element, &bar, span)))
            }
            _ if answered == Some(element) => Ok(None),
            Some(_) => Err(NotOpen::Block),
            None => Err(NotOpen::Inactive),
        }
    }

    /// A reply ends the bar that it answers: the newest that the addressee's message began.
    pub fn reply(&mut self, from: MessageEnd, to: MessageEnd, span: Span) -> Option<Step> {
        let MessageEnd::Participant(from) = from else { return None };
        let bars = self.bars.get_mut(&from)?;
        let above_block = bars.iter().rposition(|bar| bar.cause == Cause::Block).map_or(0, |at| at + 1);
        let answers = |bar: &Bar| matches!(&bar.cause, Cause::Word { caller, .. } if caller.is_none_or(|c| c == to));
        let at = above_block + bars[above_block..].iter().rposition(answers)?;
        let bar = bars.remove(at);
        self.answered = Some(from);
        Some(self.end_step(from, &bar, span))
    }

    fn end_step(&mut self, element: ElementId, bar: &Bar, span: Span) -> Step {
        self.reopened.remove(&bar.serial);
        self.written.insert(bar.serial, self.ends.len());
        self.ends.push(true);
        Step { span, kind: StepKind::Deactivate(element) }
    }

    // ---- fragments ----

    pub fn begin_fragment(&self) -> Fragment {
        Fragment { before: self.bars.clone(), ended: Vec::new() }
    }

    /// Before each operand: alternatives begin where the fragment began.
    pub fn begin_operand(&mut self, fragment: &Fragment, operator: FragmentOperator) {
        if matches!(operator, FragmentOperator::Alt | FragmentOperator::Critical) {
            self.bars = fragment.before.clone();
        }
        self.answered = None;
    }

    /// After each operand: bars that it opened and left open end with it. The steps to add, and where each was opened.
    pub fn end_operand(
        &mut self,
        fragment: &mut Fragment,
        operator: FragmentOperator,
        span: Span,
    ) -> (Vec<Step>, Vec<(ElementId, Span)>) {
        let (mut steps, mut left) = (Vec::new(), Vec::new());
        if operator != FragmentOperator::Group {
            let outer: BTreeSet<usize> = fragment.before.values().flatten().map(|bar| bar.serial).collect();
            let elements: Vec<ElementId> = self.bars.keys().copied().collect();
            for element in elements {
                let bars = std::mem::take(self.bars.entry(element).or_default());
                let (stay, open): (Vec<Bar>, Vec<Bar>) = bars.into_iter().partition(|bar| outer.contains(&bar.serial));
                self.bars.insert(element, stay);
                for bar in open.iter().rev() {
                    if let Cause::Word { span, .. } = bar.cause {
                        left.push((element, span));
                    }
                    steps.push(self.end_step(element, bar, span));
                }
            }
        }
        let still: BTreeSet<usize> = self.bars.values().flatten().map(|bar| bar.serial).collect();
        let gone = fragment.before.values().flatten().filter(|bar| !still.contains(&bar.serial));
        let ended = gone.filter_map(|bar| Some((bar.serial, *self.written.get(&bar.serial)?))).collect();
        fragment.ended.push(ended);
        (steps, left)
    }

    /// After the last operand: decides which bars have ended.
    pub fn end_fragment(&mut self, fragment: Fragment, operator: FragmentOperator) {
        self.answered = None;
        if matches!(operator, FragmentOperator::Par | FragmentOperator::Group) {
            return;
        }
        let every = match operator {
            FragmentOperator::Alt => fragment.ended.len() > 1,
            FragmentOperator::Critical => true,
            _ => false,
        };
        let mut bars = fragment.before;
        for open in bars.values_mut() {
            open.retain(|bar| {
                let ends: Vec<usize> =
                    fragment.ended.iter().filter_map(|ended| ended.get(&bar.serial).copied()).collect();
                let Some((&last, others)) = ends.split_last() else { return true };
                for &end in others {
                    self.ends[end] = false;
                }
                if every && ends.len() == fragment.ended.len() {
                    return false;
                }
                self.ends[last] = false;
                self.reopened.insert(bar.serial, last);
                true
            });
        }
        self.bars = bars;
    }

    /// After the last step: the ends that were taken back in vain count again, and those that stayed back leave the steps.
    pub fn settle(&mut self, steps: &mut Vec<Step>) {
        let open: BTreeSet<usize> = self.bars.values().flatten().map(|bar| bar.serial).collect();
        for (serial, end) in &self.reopened {
            if open.contains(serial) {
                self.ends[*end] = true;
            }
        }
        let mut at = 0;
        keep(steps, &self.ends, &mut at);
    }
}

/// The bars before a fragment, and of each operand those of them that it ended, with the end.
pub(super) struct Fragment {
    before: Bars,
    ended: Vec<BTreeMap<usize, usize>>,
}

/// Leaves out each `Deactivate` that does not stay. They are counted in the order in which they were written, which is the
/// order of this walk.
fn keep(steps: &mut Vec<Step>, ends: &[bool], at: &mut usize) {
    steps.retain_mut(|step| {
        match &mut step.kind {
            StepKind::Deactivate(_) => {
                *at += 1;
                return ends[*at - 1];
            }
            StepKind::Message { call: Some(inner), .. } => keep(inner, ends, at),
            StepKind::Fragment { operands, .. } => {
                operands.iter_mut().for_each(|operand| keep(&mut operand.steps, ends, at));
            }
            _ => {}
        }
        true
    });
}
